#!/usr/bin/env bash
# Open the program on the invented sample review; without a screen, do the main job at the command line.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec .venv/bin/dhr-desktop --sample
fi

echo "There is no screen here, so the window cannot be opened; the same work follows at the command line."
echo "Everything below is wholly invented."
mkdir -p sample-run
folder=$(mktemp -d sample-run/run-XXXXXX)
case=$folder/sample.dhr
secret=$folder/passphrase.txt
export DHR_HOME="$PWD/$folder/home" DHR_PASSPHRASE_FILE="$PWD/$secret"

step() {
  printf '\n> dhr %s\n' "$*"
  local code=0
  .venv/bin/dhr "$@" || code=$?
  if [ "$code" -gt 1 ]; then exit "$code"; fi # 1 is done, but something needs a person; it has been listed
}

step sample "$case"
echo "wholly invented sample review" >"$secret"
# The number of what the step before this one made or found.
number_of() {
  .venv/bin/dhr "$@" --json | grep -oE '"ids?": \[?[0-9]+' | head -n 1 | grep -oE '[0-9]+'
}

step import "$case" resources/sample/submissions --accept
step import "$case" "resources/sample/submissions/Eastmere Police chronology REVISED v2.xlsx" --accept # seen beside the first
step entries "$case" --doubtful
step suggest "$case" --limit 3
step join "$case" --accept-suggestions-above 0.9
step events "$case"
step differences "$case"
step analyse "$case"
step analyse "$case" handshakes --to "$folder/referrals.xlsx"
step analyse "$case" escalation --to "$folder/escalation.svg"
step codebook "$case" --use "Coercive control"
night=$(number_of search "$case" "laceration eyebrow")
told=$(number_of search "$case" "disclosed strangulation")
step mark "$case" "$night" --as "key episode" --title "The night of 2 June" --text "Three services met her in one night."
missed=$(number_of mark "$case" "$told" --as "missed opportunity" --title "No assessment" --text "No assessment followed what she disclosed.")
lesson=$(number_of link "$case" lesson "$missed" --text "A disclosure of strangulation is assessed on the day it is made.")
advice=$(number_of link "$case" recommendation "$lesson" --text "Every service tests by dip sample that a disclosure of strangulation is assessed that day.")
step link "$case" action "$advice" --text "Dip sample of fifty records each quarter" --lead "Eastmere Police"
step analyse "$case" chain
step export "$case" entries --to "$folder/entries.json"
step export "$case" chronology --edition working --to "$folder/chronology.docx"
step export "$case" chronology --edition working --to "$folder/chronology.xlsx"
step export "$case" timeline --edition working --to "$folder/panel.html"
step export "$case" timeline --edition working --to "$folder/timeline.pdf"
step names "$case"
step names "$case" --neutral all # names that are not certain; a chair says whose they are
step export "$case" chronology --edition publication --recipient "The partnership" --to "$folder/chronology-published.docx"
step export "$case" timeline --edition submission --to "$folder/timeline-submitted.pdf"
step check "$folder/chronology-published.docx" --case "$case"
step outline "$case" report --begin overview-2016
step outline "$case" summary --begin summary-by-agency
step outline "$case" terms --begin terms-2016
printf 'The panel offers its condolences to the family.\n' >"$folder/preface.txt"
step write "$case" Preface --from "$folder/preface.txt"
printf 'She told a helpline that she had been strangled.\n' >"$folder/background.txt"
step write "$case" "Background information (the facts)" --from "$folder/background.txt"
step cite "$case" "Background information (the facts)" "$told" --sentence "She told a helpline that she had been strangled."
step outline "$case" report
step check "$case"
step export "$case" report --edition working --to "$folder/report-draft.docx"
step export "$case" evidence --edition working --to "$folder/evidence.xlsx"
step word "$case" "$folder/report-draft.docx"
step names "$case" --neutral all
step export "$case" pack --edition submission --despite "The sample review is not finished" --to "$folder/pack"
step exports "$case"
step show "$case"
step search "$case" tallowby
step people "$case" --from resources/sample/registers/people.csv
step milestone "$case" family_told --reason "The family were abroad"
step undo "$case"
step redo "$case"
step backup "$case"
step verify "$case"
step register "$case" agencies --to "$folder/agencies.csv"
step export "$case" everything --edition working --to "$folder/everything"

printf '\nWritten:\n'
find "$folder" -maxdepth 2 -not -path '*/home*' -not -path "$folder" | sort | sed 's/^/  /'
