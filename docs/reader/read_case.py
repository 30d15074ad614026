"""Read a DHR Desktop case file, or check a folder of "everything", without DHR Desktop.

Needs only public libraries:  pip install apsw-sqlite3mc argon2-cffi
    python read_case.py open CASE.dhr FOLDER     asks for the passphrase; writes every table as CSV and JSON
    python read_case.py check FOLDER             proves an exported folder: hashes, journal chain, records

The file is SQLCipher 4. Its key is Argon2id (128 MiB, 3 passes, 4 lanes) of the passphrase in UTF-8 NFC,
with the file's first 16 bytes as salt. A journal line's hash is the SHA-256 of the previous hash and the
line as a JSON list; its content_hash is the SHA-256 of the content's salt and body. A body is zlib over
one JSON value a line: the words, then [kind, id, before, after] for each change.
"""

import csv
import getpass
import hashlib
import json
import os
import sys
import unicodedata
import zlib


def open_case(path, passphrase):
    import apsw
    from argon2.low_level import Type, hash_secret_raw

    with open(path, "rb") as file:
        salt = file.read(16)
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    key = hash_secret_raw(secret, salt, time_cost=3, memory_cost=131072, parallelism=4, hash_len=32, type=Type.ID)
    connection = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
    for statement in ("PRAGMA cipher='sqlcipher'", "PRAGMA legacy=4", f"PRAGMA key=\"x'{key.hex()}{salt.hex()}'\""):
        list(connection.execute(statement))
    return connection


def tables_of(connection):
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
    for name in names:
        if name.startswith(("search", "sqlite_")) or name == "originals":
            continue
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        rows = [[plain(value) for value in row] for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')]
        yield name, {"columns": columns, "rows": rows}


def plain(value):
    return value.hex() if isinstance(value, bytes) else value


def write_out(connection, folder):
    os.makedirs(os.path.join(folder, "tables"))
    os.makedirs(os.path.join(folder, "originals"))
    tables = dict(tables_of(connection))
    for name, table in tables.items():
        with open(os.path.join(folder, "tables", name + ".json"), "w", encoding="utf-8") as file:
            json.dump(table, file, ensure_ascii=False)
        with open(os.path.join(folder, "tables", name + ".csv"), "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([table["columns"], *table["rows"]])
    for sha256, data in connection.execute("SELECT sha256, bytes FROM originals"):
        with open(os.path.join(folder, "originals", sha256), "wb") as file:
            file.write(data)
    return tables


def read_folder(folder):
    tables = {}
    for name in sorted(os.listdir(os.path.join(folder, "tables"))):
        if name.endswith(".json"):
            with open(os.path.join(folder, "tables", name), encoding="utf-8") as file:
                tables[name[:-5]] = json.load(file)
    return tables


def faults_in(tables):
    """What is wrong with the journal, and with the records against what the journal tells."""
    faults, previous, state = [], "0" * 64, {}
    contents = {row[0]: (bytes.fromhex(row[1]), bytes.fromhex(row[2])) for row in tables["journal_content"]["rows"]}
    for number, row in enumerate(tables["journal"]["rows"], 1):
        *values, content_hash, previous_hash, whole = row
        canonical = json.dumps([*values, content_hash], ensure_ascii=True, separators=(",", ":"))
        right = hashlib.sha256(previous_hash.encode() + canonical.encode()).hexdigest()
        if row[0] != number or previous_hash != previous or whole != right:
            faults.append(f"journal line {number} is missing or altered")
        previous = whole
        if row[0] in contents:
            salt, body = contents[row[0]]
            if hashlib.sha256(salt + body).hexdigest() != content_hash:
                faults.append(f"the content of journal line {number} is altered")
            replay(body, state)
    for name, table in tables.items():
        if "id" in table["columns"] and name != "record_kinds":
            for row in table["rows"]:
                record = dict(zip(table["columns"], row, strict=True))
                if state.pop((name, record.pop("id")), None) != record:
                    faults.append(f"a record of {name} is not as the journal tells it")
    return faults + [f"a record of {kind} is missing" for kind, _ in state]


def replay(body, state):
    for line in zlib.decompress(body).split(b"\n")[1:-1]:
        kind, id, _, after = json.loads(line)
        if after is None:
            state.pop((kind, id), None)
        else:
            state[kind, id] = {**state.get((kind, id), {}), **after}


def hash_faults(folder):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        hashes = json.load(file)["sha256"]
    for name, right in hashes.items():
        with open(os.path.join(folder, name), "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != right:
                yield f"{name} is not as it was written"


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "open":
        passphrase = os.environ.get("DHR_READER_PASSPHRASE") or getpass.getpass("Passphrase: ")
        tables = write_out(open_case(arguments[1], passphrase), arguments[2])
        faults = faults_in(tables)
    elif len(arguments) == 2 and arguments[0] == "check":
        tables = read_folder(arguments[1])
        faults = [*hash_faults(arguments[1]), *faults_in(tables)]
    else:
        sys.exit(__doc__)
    print(f"{sum(len(table['rows']) for table in tables.values())} rows in {len(tables)} tables")
    print("\n".join(faults) or "nothing wrong was found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
