"""Makes japanese_names.txt from the dictionary of the packages sudachipy and sudachidict_core (see README.md here).

    python3 japanese_names.py > japanese_names.txt
"""

import importlib.metadata
import importlib.resources
import re

from sudachipy import Dictionary

SIGN = re.compile("[\u3400-\u9fff々]")
RUN = re.compile("[\u3400-\u9fff々ノヶケヵツッ\u3041-\u3096]+")
LONGEST = 6

KANA = {kana: consonant + vowel for consonant, row in {
    "": "アイウエオ", "K": "カキクケコ", "S": "サシスセソ", "T": "タチツテト", "N": "ナニヌネノ", "H": "ハヒフヘホ",
    "M": "マミムメモ", "R": "ラリルレロ", "G": "ガギグゲゴ", "Z": "ザジズゼゾ", "D": "ダヂヅデド", "B": "バビブベボ",
    "P": "パピプペポ",
}.items() for vowel, kana in zip("AIUEO", row)}
KANA |= {"シ": "SHI", "チ": "CHI", "ツ": "TSU", "フ": "FU", "ジ": "JI", "ヂ": "JI", "ヅ": "ZU", "ヤ": "YA", "ユ": "YU",
         "ヨ": "YO", "ワ": "WA", "ヲ": "O", "ヰ": "I", "ヱ": "E", "ン": "N", "ヴ": "VU"}
SMALL = {"ャ": "YA", "ュ": "YU", "ョ": "YO", "ァ": "A", "ィ": "I", "ゥ": "U", "ェ": "E", "ォ": "O"}


def capitals(reading):
    """A reading in kana as in a passport (Hepburn); None for what is no kana."""
    out, doubled = "", False
    for kana in reading:
        if kana == "ー":
            continue
        if kana == "ッ":
            doubled = True
        elif kana in SMALL:
            glide = SMALL[kana]
            if out.endswith(("SHI", "CHI", "JI")):
                out = out[:-1] + glide[-1]
            elif out and out[-1] in "AIUEO":
                out = out[:-1] + glide
            else:
                out += glide
        elif kana in KANA:
            letters = KANA[kana]
            if doubled:
                out += "T" if letters.startswith("CH") else letters[0]
            out, doubled = out + letters, False
        else:
            return None
    out = out.replace("UU", "U").replace("OO", "O")
    return re.sub("OU(?![EAI])", "O", out)


def candidates(dictionary):
    """Each run of signs that stands in the bytes of a dictionary, and its parts: words are looked up afterwards."""
    found = set()
    for start in (0, 1):
        even = len(dictionary) - (len(dictionary) - start) % 2
        for run in RUN.findall(dictionary[start:even].decode("utf-16-le", "replace")):
            for first in range(len(run)):
                for last in range(first + 1, min(len(run), first + LONGEST) + 1):
                    word = run[first:last]
                    if SIGN.search(word):
                        found.add(word)
    return found


def main():
    dictionary = Dictionary()
    package = importlib.resources.files("sudachidict_core")
    names = {}
    for word in candidates((package / "resources" / "system.dic").read_bytes()):
        for found in dictionary.lookup(word):
            part_of_speech = found.part_of_speech()
            if part_of_speech[2] == "人名" and part_of_speech[3] in ("姓", "名"):
                reading = capitals(found.reading_form())
                if reading and reading not in names.setdefault(word, []):
                    names[word].append(reading)
    version = importlib.metadata.version("sudachidict_core")
    print("# Names of people in Japan that are written in signs of Han, and how they are read, in capitals A to Z; ascending by bytes.")
    print(f"# Made from SudachiDict-core {version} (Works Applications, Apache-2.0; its base is UniDic, BSD-3-Clause) by")
    print("# japanese_names.py; see README.md here.")
    for word in sorted(names, key=str.encode):
        if names[word]:
            print(word, *names[word])


if __name__ == "__main__":
    main()
