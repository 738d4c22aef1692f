"""Text as the rules see it: batches, tokens, sentences, quotations, vocabulary and grammars, all by code point."""
