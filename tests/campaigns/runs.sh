# Five kinds of short runs, for scripts that break them. Sourced; TOOL is the program, WORK a folder of the campaign.

TOOL=${TOOL:-"dotnet exec $(dirname "${BASH_SOURCE[0]}")/../../artifacts/bin/Bellman.Cli/release/Bellman.Cli.dll"}
WORK=${WORK:-$(mktemp -d)}
KINDS=(network table pictures console minatar)

small=(--set "network=dense 16, relu" --set batch=8 --set learningStarts=200 --set reportEvery=100
  --set evaluateEvery=1000 --set evaluateEpisodes=2 --set confirmEpisodes=2 --set longestEpisode=200)

options() { # of a kind: one argument a line
  case $1 in
    network) printf '%s\n' CartPole-v1 --steps 8000 --lanes 2 "${small[@]}" --set memory=3000 ;;
    table) printf '%s\n' Taxi-v3 --preset q-learning --steps 300000 --set evaluateEvery=50000 --set evaluateEpisodes=2 --set reportEvery=5000 ;;
    pictures) printf '%s\n' CartPole-v1 --steps 1500 "${small[@]}" --set memory=800 --set compress=4 \
      --set pixels.on=true --set pixels.width=24 --set pixels.height=24 --set pixels.stack=2 ;;
    console) printf '%s\n' Bellman/Marchers-v0 --preset marchers-double --steps 1200 "${small[@]}" --set memory=600 --set longestEpisode=50 ;;
    minatar) printf '%s\n' MinAtar/Breakout-v1 --steps 4000 "${small[@]}" --set memory=2000 ;;
  esac
}

begin() { # kind folder: becomes the program that trains; call it in a subshell
  local -a all
  mapfile -t all < <(options "$1")
  exec $TOOL train "${all[@]}" --seed 7 --threads 1 --save-every 0.02 --json --out "$2" 2>> "$WORK/said"
}

go_on() { # folder: likewise
  exec $TOOL train --resume "$1" --save-every 0.02 --json 2>> "$WORK/said"
}

result() { # what two equal runs have in common: the policy and the logs, without the clock
  cat "$1/policy.bin" "$1/episodes.jsonl" <(sed 's/,"seconds".*//' "$1/metrics.jsonl") | sha256sum | cut -d' ' -f1
}

now() { date +%s%N; }
