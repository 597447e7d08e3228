"""completion.py SHELL PROGRAMS: the completions of both programs, loaded into a real shell.

bash and zsh run on a terminal of their own, where the test types a line and a key that inserts all candidates, and
then a key that prints the line. fish lists its candidates itself. Exits with 77 if there is no such shell."""

import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile

# A line, and the words that replace its last one.
CASES = [
    ("dg-validate --form", ["--format"]),
    ("dg-validate -f ", ["github", "html", "human", "json", "junit", "ndjson", "sarif", "tap"]),
    ("dg-validate --format nd", ["ndjson"]),
    ("dg-validate -q --fail-on ", ["error", "warning"]),
    ("dg-validate canc", ["cancel"]),
    ("dg-validate call --param x=y cancelB", ["cancelBatchPrediction"]),
    ("dg-validate explain maxLen", ["maxLength"]),
    ("dg-validate --schema Prob", ["ProblemDetails"]),
    ("dg-validate contract --js", ["--json"]),
    ("dg-validate cancel --dry", ["--dry-run"]),
    ("dg-validate --input-format n", ["ndjson"]),
    ("dg-validate one.t", ["one.txt"]),
    ("dg-validate --baseline kno", ["known.txt"]),
    ("dg-validate help expl", ["explain"]),
    ("dg-validate help --as z", ["zsh"]),
    ("dg-codegen gener", ["generate"]),
    ("dg-codegen generate --pre", ["--prefix"]),
    ("dg-codegen diff -f m", ["markdown"]),
    ("dg-codegen lint one.t", ["one.txt"]),
    ("dg-codegen generate --out fol", ["folder"]),
]
# A line, and a word that replaces the last part of it; or a word that doesn't.
PAIRS = [
    ("dg-validate --severity maxLen", "maxLength="),
    ("dg-validate --severity maxLength=w", "warning"),
    ("dg-validate --severity=maxLength=w", "warning"),
    ("dg-validate --format=nd", "ndjson"),
    ("dg-validate --report js", "json="),
]
ABSENT = [("dg-validate contract --form", "--format"), ("dg-validate cancel --tra", "--track")]

SETUP = {
    "bash": r"""
PS1= PS2=
bind 'set enable-bracketed-paste off'
bind '"\C-x\C-a": insert-completions'
bind -x '"\C-x\C-p": printf "LINE<%s>\n" "$READLINE_LINE"'
source dg-validate.bash
source dg-codegen.bash
""",
    "zsh": r"""
PS1= PS2= RPS1= PROMPT_EOL_MARK=
unset zle_bracketed_paste
fpath=($PWD/functions $fpath)
autoload -Uz compinit && compinit -u -d dump
print-line() { print -r -- "LINE<$BUFFER>"; BUFFER=; zle reset-prompt }
zle -N print-line
zle -C all-matches complete-word _generic
zstyle ':completion:all-matches:*' insert yes
zstyle ':completion:all-matches:*' completer _all_matches _complete
zstyle ':completion:*' list-prompt ''
bindkey -e
bindkey '^X^A' all-matches
bindkey '^X^P' print-line
""",
}


class Terminal:
    """A shell on a terminal."""

    def __init__(self, shell, folder):
        arguments = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}[shell]
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.environ.update(TERM="dumb", HOME=folder, ZDOTDIR=folder, COLUMNS="1000", LC_ALL="C.UTF-8")
            os.execvp(arguments[0], arguments)
        self.seen = ""

    def send(self, text):
        os.write(self.terminal, text.encode())

    def until(self, mark, last=""):
        """Returns what is printed up to `mark` and, after it, to `last`."""
        while mark not in self.seen or last not in self.seen[self.seen.index(mark):]:
            ready, _, _ = select.select([self.terminal], [], [], 60)
            if not ready:
                raise SystemExit(f"no {mark!r} in:\n{self.seen}")
            self.seen += os.read(self.terminal, 65536).decode(errors="replace")
        begin = self.seen.index(mark)
        end = self.seen.index(last, begin + len(mark)) + len(last)
        found, self.seen = self.seen[begin:end], self.seen[end:]
        return found

    def complete(self, line):
        self.send(line + "\x18\x01\x18\x10")
        found = self.until("LINE<", ">")[5:-1].replace("\r", "").replace("\n", "")
        self.send("\x01\x0b")
        return found


def fish_line(folder, line):
    """The line with all candidates of fish in place of its last word, as the other shells do it."""
    script = "source dg-validate.fish; source dg-codegen.fish; complete -C (string collect -- $argv[1])"
    listed = subprocess.run(["fish", "--no-config", "-c", script, line], cwd=folder, capture_output=True, text=True, check=True)
    words = [row.split("\t")[0] for row in listed.stdout.splitlines()]
    return line[: line.rindex(" ") + 1] + " ".join(words)


def main(shell, programs):
    if shutil.which(shell) is None:
        print(f"not run: there is no {shell}")
        return 77
    os.environ["PATH"] = programs + os.pathsep + os.environ["PATH"]
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for program in ("dg-validate", "dg-codegen"):
            text = subprocess.run([program, "help", "--as", shell], capture_output=True, check=True).stdout
            os.makedirs(f"{folder}/functions", exist_ok=True)
            name = f"functions/_{program}" if shell == "zsh" else f"{program}.{shell}"
            with open(f"{folder}/{name}", "wb") as file:
                file.write(text)
        for name in ("one.txt", "known.txt"):
            open(f"{folder}/{name}", "w").close()
        os.mkdir(f"{folder}/folder")
        if shell == "fish":
            complete = lambda line: fish_line(folder, line)
        else:
            with open(f"{folder}/setup", "w") as file:
                file.write(SETUP[shell])
            terminal = Terminal(shell, folder)
            terminal.send("stty -echo; . ./setup; echo re''ady\n")
            terminal.until("ready", "\n")
            complete = terminal.complete
        for line, words in CASES:
            found = complete(line)
            # What a shell adds after a word differs.
            rest = [word.rstrip("/=") for word in found[line.rindex(" "):].split()]
            if sorted(rest) != sorted(words):
                print(f"{line!r}: expected {words}, found {found!r}")
                failures += 1
        for line, word in PAIRS:
            found = complete(line)
            if word not in found:
                print(f"{line!r}: expected {word!r}, found {found!r}")
                failures += 1
        for line, word in ABSENT:
            found = complete(line)
            if word in found:
                print(f"{line!r}: unexpected {word!r} in {found!r}")
                failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
