#!/usr/bin/env python3
"""Measures the pairs of this folder: old models read and write on the schema that the newer migrations leave.

    python3 measure.py [--django FOLDER] [--only WORD] [--verbose]

It starts a PostgreSQL of its own in a temporary folder (initdb and postgres in PATH), never as root, and ends it. Django
and psycopg2 are those of the system, or of FOLDER (a site-packages folder). Exit code 1 when an answer is not as measured.
"""
import argparse
import glob
import os
import pwd
import random
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def read_pairs():
    for path in sorted(glob.glob(os.path.join(HERE, "*.txt"))):
        if path.endswith(".py.txt"):
            continue
        for block in ("\n" + open(path, encoding="utf-8").read()).split("\n## ")[1:]:
            lines = block.split("\n")
            name, verdict, truth, *needs = lines[0].split(" | ")
            before, after, values = [], [[]], None
            for line in lines[1:]:
                if line == "+ --":
                    after.append([])
                elif line.startswith("- "):
                    before.append(line[2:])
                elif line.startswith("+ "):
                    after[-1].append(line[2:])
                elif line.startswith("! "):
                    values = line[2:]
                elif line[1:4] == " = ":
                    before.append(f"migrations.AddField('form', '{line[0]}', {line[4:]})")
                elif line[1:4] == " > ":
                    after[-1].append(f"migrations.AlterField('form', '{line[0]}', {line[4:]})")
            yield os.path.basename(path)[:-4], name, verdict, truth, (needs or [""])[0], before, after, values


class Server:
    """A PostgreSQL in a temporary folder, on a socket alone."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="pairs-")
        self.user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        if self.user:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        data = os.path.join(self.folder, "data")
        subprocess.run(
            ["initdb", "-D", data, "-U", "pairs", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self.user,
        )
        self.process = subprocess.Popen(
            ["postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off",
             "-c", "full_page_writes=off", "-c", "log_min_messages=fatal"],
            cwd=self.folder, stderr=subprocess.DEVNULL, **self.user,
        )

    def close(self):
        # Fast shutdown: a plain SIGTERM waits for clients.
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def connect(server):
    import time
    import django
    from django.conf import settings
    settings.configure(
        INSTALLED_APPS=[], USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "pairs",
                               "HOST": server.folder}},
    )
    django.setup()
    from django.db import connection
    for attempt in range(100):
        try:
            connection.ensure_connection()
            return connection
        except Exception:
            if attempt == 99:
                raise
            time.sleep(0.1)


def migrations_of(operations):
    """The operations of a list, evaluated as in a migration's file."""
    import django.contrib.postgres.constraints, django.contrib.postgres.fields, django.contrib.postgres.indexes
    import django.contrib.postgres.operations, django.core.files.storage, django.core.serializers.json
    import django.db.models.deletion, django.db.models.functions, django.db.models.manager
    from django.conf import settings
    from django.db import migrations, models
    names = {"django": django, "settings": settings, "migrations": migrations, "models": models,
             "forwards": lambda apps, schema_editor: None, "nothing": lambda apps, schema_editor: None}
    text = ",\n".join(operations)
    return eval(f"[{text}]", names)


class Rows:
    """Rows as code of some version writes them, each value another one."""

    def __init__(self):
        self.count = 0

    def value(self, field):
        from django.db import models
        self.count += 1
        kind = field.get_internal_type()
        if field.is_relation:
            target = field.remote_field.model
            return None if field.null and target.__name__ != "Owner" else self.create(target)
        if isinstance(field, models.BooleanField) or kind == "NullBooleanField":
            return self.count % 2 == 0
        if kind.endswith("RangeField") or ("Integer" in kind and field.null):
            return None
        if "Integer" in kind or kind in ("DecimalField", "FloatField"):
            return self.count % 900 + 10
        if kind in ("DateField", "DateTimeField"):
            return f"20{self.count % 90 + 10}-01-01" + ("T00:00Z" if kind == "DateTimeField" else "")
        if kind == "JSONField":
            return {}
        if kind == "ArrayField":
            return []
        if kind == "SlugField" or isinstance(field, (models.CharField, models.TextField, models.FileField)):
            return str(self.count)
        return field.get_default()

    def values(self, model):
        from django.db import models
        return {
            field.name: self.value(field)
            for field in model._meta.concrete_fields
            if not isinstance(field, models.AutoField) and not getattr(field.remote_field, "parent_link", False)
        }

    def create(self, model, **values):
        return model._base_manager.create(**{**self.values(model), **values})


def models_of(state):
    return [
        model for model in state.apps.get_models(include_auto_created=False)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]


def use(rows, model):
    """What code does with a table in an ordinary day."""
    first, second = rows.create(model), rows.create(model)
    found = list(model._base_manager.all())
    assert found
    for field in model._meta.concrete_fields:
        value = getattr(second, field.attname)
        if value is not None and field.get_internal_type() not in ("JSONField", "ArrayField"):
            list(model._base_manager.filter(**{field.attname: value})[:1])
    second.save()
    for field in model._meta.local_many_to_many:
        links = getattr(first, field.name)
        if not field.remote_field.through._meta.auto_created:
            list(links.all())
            continue
        links.add(rows.create(field.remote_field.model))
        list(links.all())
        links.clear()
    second.delete()


def special(rows, state, values):
    """What code does with the values that a pair names."""
    form = state.apps.get_model("shop", "Form")
    text, twice = (values[: -len(", twice")], True) if values.endswith(", twice") else (values, False)
    from psycopg2.extras import NumericRange
    letters = random.Random(7)
    names = {"owner": None, "range": NumericRange(1, 10), "same": "same", "long": None}
    if "owner" in text:
        owners = [rows.create(state.apps.get_model("shop", "Owner")) for _ in range(60)]
        names["owner"] = owners[-1]
    given = {}
    for part in text.split(", "):
        name, value = part.split("=", 1)
        if value == "long":
            length = form._meta.get_field(name).max_length or 9000
            given[name] = "".join(chr(letters.randrange(0x4E00, 0x9F00)) for _ in range(length))
        else:
            given[name] = eval(value, names)
    for _ in range(2 if twice else 1):
        rows.create(form, **given)


def write_new(rows, model):
    one = rows.create(model)
    for field in model._meta.local_many_to_many:
        if field.remote_field.through._meta.auto_created:
            getattr(one, field.name).add(rows.create(field.remote_field.model))


def new_rows(rows, old, new):
    """Rows that new code writes must not keep old code from deleting those that it knows."""
    from django.db import Error, transaction
    for model in models_of(new):
        try:
            with transaction.atomic():
                write_new(rows, model)
        except Error:
            # What new code cannot write is no concern of old code.
            pass
    for model in models_of(old):
        for row in list(model._base_manager.all()):
            if model._base_manager.filter(pk=row.pk).exists():
                row.delete()


class Undo(Exception):
    pass


def attempt(connection, action):
    """What an action fails with; everything that it did is undone."""
    from django.db import Error, transaction
    try:
        with transaction.atomic():
            action()
            connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise Undo
    except Undo:
        return None
    except (Error, ValueError, TypeError) as error:
        return str(error).split("\n")[0]


def apply(connection, state, operations, name):
    from django.db.migrations import Migration
    migration = Migration(name, "shop")
    migration.operations = migrations_of(operations)
    migration.atomic = "Concurrently" not in "".join(operations)
    with connection.schema_editor(atomic=migration.atomic) as editor:
        return migration.apply(state, editor)


def measure(connection, before, after, values):
    """Tables have rows when they are migrated, unless those rows stand in the way of the migration itself."""
    from django.db import Error
    try:
        return measure_with(connection, before, after, values, has_rows=True)
    except Error:
        connection.close()
        return measure_with(connection, before, after, values, has_rows=False)


def measure_with(connection, before, after, values, has_rows):
    from django.db import transaction
    from django.db.migrations.state import ProjectState
    cursor = connection.cursor()
    cursor.execute("DROP SCHEMA IF EXISTS other CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    base = open(os.path.join(HERE, "base.py.txt"), encoding="utf-8").read().rstrip(",\n")
    new = apply(connection, ProjectState(), [base] + before, "0001_initial")
    # Models of their own: those that later operations touch find one another.
    old = ProjectState()
    for operation in migrations_of([base] + before):
        operation.state_forwards("shop", old)
    rows = Rows()
    with transaction.atomic():
        for model in models_of(old) if has_rows else []:
            rows.create(model)
    for index, operations in enumerate(after):
        new = apply(connection, new, operations, f"{index + 2:04}_next")
    for model in models_of(old):
        error = attempt(connection, lambda model=model: use(rows, model))
        if error:
            return "unsafe", f"{model.__name__}: {error}"
    if values:
        error = attempt(connection, lambda: special(rows, old, values))
        if error:
            return "values", error
    error = attempt(connection, lambda: new_rows(rows, old, new))
    return ("new rows", error) if error else ("nothing", "")


# What is measured, and the answers that it allows. Nothing measured is no proof: older code may meet what it cannot read.
ALLOWED = {
    "unsafe": ["unsafe"],
    "values": ["unsafe", "investigate"],
    "new rows": ["investigate"],
    "nothing": ["clear", "investigate"],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--django", help="a folder with django and psycopg2")
    parser.add_argument("--only", default="", help="pairs whose name has this word")
    parser.add_argument("--verbose", action="store_true", help="show what was measured of each pair")
    options = parser.parse_args()
    if options.django:
        sys.path.insert(0, options.django)
    import django
    server = Server()
    counts = {"as measured": 0, "skipped": 0, "wrong": 0}
    try:
        connection = connect(server)
        for kind, name, verdict, truth, needs, before, after, values in read_pairs():
            if options.only not in name:
                continue
            if needs == "package" or (needs and tuple(map(int, needs.split("."))) > django.VERSION[:2]):
                counts["skipped"] += 1
                if options.verbose:
                    print(f"skipped  {kind}: {name}: needs {'a package' if needs == 'package' else 'Django ' + needs}")
                continue
            try:
                measured, detail = measure(connection, before, after, values)
            except Exception as error:
                connection.close()
                measured, detail = "not applied", f"{type(error).__name__}: {error}".split("\n")[0]
            is_right = verdict in ALLOWED.get(measured, [])
            counts["as measured" if is_right else "wrong"] += 1
            if options.verbose or not is_right:
                print(f"{'right' if is_right else 'WRONG':8} {kind}: {name}: {verdict}; measured {measured}: {detail}")
    finally:
        server.close()
    print(f"Django {django.get_version()}: " + ", ".join(f"{count} {word}" for word, count in counts.items()))
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
