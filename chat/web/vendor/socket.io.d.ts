/* What socket.io.js exports, for the type check; the types are the npm package's own. */
export { io, connect, Manager, Socket } from "socket.io-client";
