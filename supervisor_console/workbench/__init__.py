"""The lexicon workbench (værksted): try a sentence, propose an entry; see `proposals`."""
