"""Large corpora: cut into shards, each extracted by itself in any process and order, then joined to one data set."""
