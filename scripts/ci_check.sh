#!/usr/bin/env bash
# What action.yml runs, and what other systems may: one check, every output of it, the briefings of what changed.
#   DATA    the workspace                               BASE      commit or folder to compare with; empty: everything
#   FAIL_ON error, warning, note or never; empty: as    BRIEFINGS true or false
#           rapporteur.toml says                        OUTPUT    where the files go
# Ends with the exit code of the check: 0 nothing at the level, 1 findings, 2 usage or input, 3 a part is missing,
# 70 an error of rapporteur itself.
set -uo pipefail

# The working folder is a stranger's checkout: no Python that starts here may import from it.
export PYTHONSAFEPATH=1 PYTHONNOUSERSITE=1
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP

DATA=${DATA:-data}
OUTPUT=${OUTPUT:-build/check}
SUMMARY=${GITHUB_STEP_SUMMARY:-$OUTPUT/job-summary.md}
mkdir -p "$OUTPUT" || exit 2
rm -f "$OUTPUT"/{summary.md,findings.json,findings.sarif,findings.xml,forums.txt,error.txt}

# GitHub's runner obeys lines that begin with "::". What is printed between these two is only shown.
quiet() {
    if [[ ${GITHUB_ACTIONS:-} != true ]]; then cat; return; fi
    local token
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$token"
    cat
    echo
    echo "::$token::"
}

# A new branch has no commit before it: GitHub and GitLab then say forty zeros.
if [[ ${BASE:-} =~ ^0*$ ]]; then scope=(--all); else scope=(--base "$BASE"); fi
# On a schedule nobody changed anything: what matters is which dates have passed since.
due=()
if [[ ${GITHUB_EVENT_NAME:-} == schedule ]]; then due=(--asof "$(date +%F)"); fi
level=()
if [[ -n ${FAIL_ON:-} ]]; then level=(--fail-on "$FAIL_ON"); fi

code=0
rapporteur check --data "$DATA" "${scope[@]}" ${due[@]+"${due[@]}"} ${level[@]+"${level[@]}"} --format "${FORMAT:-github}" \
    --also "markdown=$OUTPUT/summary.md" --also "json=$OUTPUT/findings.json" --also "forums=$OUTPUT/forums.txt" \
    --also "sarif=$OUTPUT/findings.sarif" --also "junit=$OUTPUT/findings.xml" 2>"$OUTPUT/error.txt" || code=$?

# Python itself ends with 1 when a program breaks down: without a summary nothing was found out.
if [[ $code -eq 1 && ! -s $OUTPUT/summary.md ]]; then code=2; fi
quiet <"$OUTPUT/error.txt" >&2
if [[ $code -gt 1 ]]; then
    {
        echo "## Statements: the check could not run"
        echo
        echo "Nothing is known of what changed; that is not the same as no change."
        echo
        sed 's/^/    /' "$OUTPUT/error.txt"
    } >>"$SUMMARY"
    exit "$code"
fi
cat "$OUTPUT/summary.md" >>"$SUMMARY"

if [[ ${BRIEFINGS:-true} == true ]]; then
    # The forums of the files that were looked at; a forum with one statement has no briefing yet.
    while IFS= read -r forum; do
        rapporteur report --data "$DATA" --forum "$forum" --output "$OUTPUT/briefings" --no-cache ||
            echo "rapporteur: no briefing of this forum (see above)"
    done <"$OUTPUT/forums.txt" 2>&1 | quiet
fi
exit "$code"
