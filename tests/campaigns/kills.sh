#!/usr/bin/env bash
# Kills runs with SIGKILL at random moments, resumes them until they end, and compares each end with that of a run that was left alone.
#   tests/campaigns/kills.sh [KILLS]        10 kills where nothing is said
# TOOL is the program to try: the one that `dotnet build -c Release` made where nothing is said.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/runs.sh"
wanted=${1:-10}
kills=0 chains=0 differing=0 lost=0
declare -A whole took
trap 'rm -rf "$WORK"' EXIT

for kind in "${KINDS[@]}"; do
  start=$(now)
  (begin "$kind" "$WORK/$kind" > /dev/null) || { echo "$kind: cannot be trained"; tail -3 "$WORK/said"; exit 1; }
  took[$kind]=$((($(now) - start) / 1000000))
  whole[$kind]=$(result "$WORK/$kind")
done

while ((kills < wanted)); do
  kind=${KINDS[$((chains % ${#KINDS[@]}))]}
  folder=$WORK/broken
  rm -rf "$folder"
  ((chains++))
  for ((attempt = 0; ; attempt++)); do
    # A folder without options is free, one with them can go on: whatever a kill leaves is one of the two.
    if [ -e "$folder/config.json" ] || [ -e "$folder/checkpoint.bin" ]; then (go_on "$folder" > "$WORK/json") & else (begin "$kind" "$folder" > "$WORK/json") & fi
    process=$!
    if ((attempt < 4 && kills < wanted)); then
      sleep "$(awk -v most="${took[$kind]}" -v lot=$RANDOM 'BEGIN { print most / 1000 * lot / 32768 }')"
      if kill -KILL "$process" 2> /dev/null; then ((kills++)); wait "$process" 2> /dev/null; continue; fi
    fi
    wait "$process"
    code=$?
    break
  done
  if ((code != 0)); then
    ((lost++))
    echo "lost: $kind, exit $code: $(tail -1 "$WORK/said")"
    cp -r "$folder" "$WORK.lost-$chains"
  elif [ "$(result "$folder")" != "${whole[$kind]}" ]; then
    ((differing++))
    echo "differs: $kind"
    cp -r "$folder" "$WORK.differs-$chains"
  fi
done
echo "$kills kills in $chains runs of ${#KINDS[@]} kinds: $differing differ, $lost lost"
((differing + lost == 0))
