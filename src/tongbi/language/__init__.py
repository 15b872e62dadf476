"""Language: the words that Chinese and English reports use, as data, and what can be told of a text by them alone."""
