#!/usr/bin/env bash
# Lets writing, flushing, renaming and opening fail at random moments of runs (no space left, input/output error; once or from then on), resumes
# them on a sound disk, and compares each end with that of a run that was left alone. A run that says it ended well must have.
#   tests/campaigns/faults.sh [FAULTS]      10 faults where nothing is said. Needs gcc.
set -uo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/runs.sh"
wanted=${1:-10}
faults=0 runs=0 differing=0 lost=0 silent=0
declare -A whole operations
trap 'rm -rf "$WORK"' EXIT
shim=$WORK/faults.so
gcc -O1 -shared -fPIC -o "$shim" "$(dirname "${BASH_SOURCE[0]}")/faults.c" -ldl || exit 1

for kind in "${KINDS[@]}"; do
  (begin "$kind" "$WORK/$kind" > /dev/null) || { echo "$kind: cannot be trained"; tail -3 "$WORK/said"; exit 1; }
  whole[$kind]=$(result "$WORK/$kind")
done

while ((faults < wanted)); do
  kind=${KINDS[$((runs % ${#KINDS[@]}))]}
  folder=$WORK/broken
  rm -rf "$folder" "$WORK/mark"
  ((runs++))
  only=(write fsync truncate rename open)
  export FAULT_UNDER=$folder FAULT_MARK=$WORK/mark FAULT_ERROR=$((RANDOM % 2 ? 28 : 5)) FAULT_ONLY=${only[$((RANDOM % 5))]}
  case $FAULT_ONLY in
    write) FAULT_AFTER=$((RANDOM % 120)) ;;
    fsync) FAULT_AFTER=$((RANDOM % 60)) ;;
    truncate) FAULT_AFTER=$((RANDOM % 3)) ;;
    *) FAULT_AFTER=$((RANDOM % 20)) ;;
  esac
  export FAULT_AFTER
  if ((RANDOM % 2)); then export FAULT_STAYS=1; else unset FAULT_STAYS; fi
  (LD_PRELOAD=$shim && export LD_PRELOAD && begin "$kind" "$folder" > "$WORK/json")
  code=$?
  unset FAULT_AFTER
  [ -e "$WORK/mark" ] || continue # the run ended before the fault
  ((faults++))
  if ((code == 0)); then
    # Only the chart may fail without ending the run.
    if [ "$(result "$folder")" != "${whole[$kind]}" ]; then ((silent++)); echo "said to be well and is not: $kind, $(cat "$WORK/mark")"; fi
    continue
  fi
  if [ -e "$folder/config.json" ] || [ -e "$folder/checkpoint.bin" ]; then (go_on "$folder" > "$WORK/json"); else (begin "$kind" "$folder" > "$WORK/json"); fi
  code=$?
  if ((code != 0)); then
    ((lost++))
    echo "lost: $kind after a failed $FAULT_ONLY, exit $code: $(tail -1 "$WORK/said")"
    cp -r "$folder" "$WORK.lost-$runs"
  elif [ "$(result "$folder")" != "${whole[$kind]}" ]; then
    ((differing++))
    echo "differs: $kind after a failed $FAULT_ONLY"
  fi
done
echo "$faults faults in $runs runs of ${#KINDS[@]} kinds: $silent unnoticed, $differing differ, $lost lost"
((silent + differing + lost == 0))
