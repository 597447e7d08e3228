# The words of each option, once: no other case repeats them.
dg-validate --help
dg-validate -h > help.txt && dg-validate check --help | cmp - help.txt
dg-validate --version

# Of each command: the lines that are its own, and the names of its options.
for c in cancel call contract explain; do echo "== $c"; dg-validate $c --help | grep -vxF -f help.txt; dg-validate $c --help | sed -nE 's/^  (-.,|   ) --([a-z-]+).*/\2/p' | tr '\n' ' '; echo; done

# The help on one operation differs only in how its path parameters are given.
dg-validate cancel --help > help.txt; dg-validate call cancelBatchPrediction --help | diff help.txt -

# Completions, also where the shell is missing.
for s in zsh fish; do dg-validate help --as $s | sed -n '1p; /cancel/p' | head -n 4; done
for s in bash zsh fish; do dg-validate-kettles help --as $s | grep -q shelf && dg-codegen help --as $s | grep -q witnesses; echo $?; done
