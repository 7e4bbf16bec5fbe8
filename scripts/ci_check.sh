#!/usr/bin/env bash
# What action.yml runs, and what other systems may: one check, every output of it, the briefings of what changed.
#   DATA    the workspace                               BASE      commit or folder to compare with; empty: everything
#   FAIL_ON error, warning, note or never; empty: as    BRIEFINGS true or false
#           rapporteur.toml says                        OUTPUT    where the files go
# Ends with the exit code of the check: 0 nothing at the level, 1 findings, 2 usage or input, 3 a part is missing.
set -uo pipefail

DATA=${DATA:-data}
OUTPUT=${OUTPUT:-build/check}
SUMMARY=${GITHUB_STEP_SUMMARY:-$OUTPUT/job-summary.md}
mkdir -p "$OUTPUT" || exit 2
rm -f "$OUTPUT"/{summary.md,findings.json,findings.sarif,findings.xml}

# A new branch has no commit before it: GitHub and GitLab then say forty zeros.
if [[ ${BASE:-} =~ ^0*$ ]]; then scope=(--all); else scope=(--base "$BASE"); fi
# On a schedule nobody changed anything: what matters is which dates have passed since.
due=()
if [[ ${GITHUB_EVENT_NAME:-} == schedule ]]; then due=(--asof "$(date +%F)"); fi
level=()
if [[ -n ${FAIL_ON:-} ]]; then level=(--fail-on "$FAIL_ON"); fi

code=0
rapporteur check --data "$DATA" "${scope[@]}" ${due[@]+"${due[@]}"} ${level[@]+"${level[@]}"} --format "${FORMAT:-github}" \
    --also "markdown=$OUTPUT/summary.md" --also "json=$OUTPUT/findings.json" \
    --also "sarif=$OUTPUT/findings.sarif" --also "junit=$OUTPUT/findings.xml" 2>"$OUTPUT/error.txt" || code=$?

# Python itself ends with 1 when a program breaks down: without a summary nothing was found out.
if [[ $code -eq 1 && ! -s $OUTPUT/summary.md ]]; then code=2; fi
if [[ $code -gt 1 ]]; then
    cat "$OUTPUT/error.txt" >&2
    {
        echo "## Statements: the check could not run"
        echo
        echo "Nothing is known of what changed; that is not the same as no change."
        echo
        sed 's/^/    /' "$OUTPUT/error.txt"
    } >>"$SUMMARY"
    exit "$code"
fi
cat "$OUTPUT/error.txt" >&2
cat "$OUTPUT/summary.md" >>"$SUMMARY"

if [[ ${BRIEFINGS:-true} == true ]]; then
    # The forums of the files that were looked at; a forum with one statement has no briefing yet.
    python3 - "$OUTPUT/findings.json" <<'PYTHON' |
import json, pathlib, sys
checked = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))["checked"]
print("\n".join(sorted({pathlib.PurePosixPath(file["path"]).parent.name for file in checked})))
PYTHON
        while IFS= read -r forum; do
            if [[ -n $forum ]]; then
                rapporteur report --data "$DATA" --forum "$forum" --output "$OUTPUT/briefings" ||
                    echo "rapporteur: no briefing of $forum (see above)"
            fi
        done
fi
exit "$code"
