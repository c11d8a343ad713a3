"""The evaluation: suites of questions, run offline over the engine's stream of events.

A suite (TOML) names a corpus, cases (JSONL) and scorers. `runner` answers the cases and records
what was shown, `scorers` judge the records, `stats` and `report` sum them up, `compare` sets
two saved runs side by side. Nothing here words, retrieves or checks an answer.
"""
