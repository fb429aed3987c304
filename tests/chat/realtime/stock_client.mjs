// The stock JavaScript client, driven by test_stock_client.py: says one line of JSON for each step.
import { io } from "socket.io-client";

const [url, transports] = process.argv.slice(2);
const say = (step, value) => console.log(JSON.stringify({ step, value }));
const settings = { transports: transports.split(","), reconnectionDelay: 50, reconnectionDelayMax: 50 };

const refused = io(`${url}/young`, { ...settings, auth: {}, forceNew: true });
const error = await new Promise((resolve) => refused.on("connect_error", resolve));
say("refused", { message: error.message, data: error.data });
refused.disconnect();

const unknown = io(`${url}/nowhere`, { ...settings, forceNew: true });
say("unknown", (await new Promise((resolve) => unknown.on("connect_error", resolve))).message);
unknown.disconnect();

const young = io(`${url}/young`, { ...settings, auth: (give) => give({ token: "t" }) });
const counsellor = io(`${url}/counsellor`, { ...settings, auth: { token: "t" } });
const welcome = await new Promise((resolve) => young.on("welcome", resolve));
say("welcome", welcome);
say("transport", young.io.engine.transport.name);
say("echo", await young.timeout(5000).emitWithAck("echo", { text: "hej æøå 🌻" }));
say("other", await counsellor.timeout(5000).emitWithAck("echo", { n: 1 }));
say("unknown event", (await young.timeout(5000).emitWithAck("connect_error2", {})).error.code);
say("malformed", (await young.timeout(5000).emitWithAck("echo", "text")).error.code);
say("failed", (await young.timeout(5000).emitWithAck("fail", {})).error.code);
say("large", (await young.timeout(5000).emitWithAck("echo", { text: "x".repeat(70000) })).error.code);

const events = [];
young.on("event", (data) => events.push(data.n));
await young.timeout(5000).emitWithAck("push", { packets: 200, size: 100 });
say("in order", events.every((n, at) => n === at) && events.length === 200);

const cut = new Promise((resolve) => young.on("disconnect", resolve));
const again = new Promise((resolve) => young.once("connect", resolve));
young.io.engine.transport.onError?.("cut by the test");
say("cut", await cut);
await again;
say("again", (await young.timeout(5000).emitWithAck("echo", {})).ok);

const moving = new Promise((resolve) => young.on("moving", resolve));
say("ready for the end", true);
say("moving", await moving);
process.exit(0);
