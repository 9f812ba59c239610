#!/usr/bin/env bash
# Reruns the figures of README.md and docs/results.md and writes them into their tables, which stand between
# <!-- table NAME: docs/results.sh NAME --> and <!-- end -->.
#
#   docs/results.sh                    every table but those of minatar and screens: about 90 minutes on two quiet cores
#   docs/results.sh classic solve      only these
#   docs/results.sh minatar            five games, three seeds each: half an hour on two quiet cores
#   docs/results.sh screens            CartPole from its screen: three quarters of an hour
#
# Runs go on where they were left when the script is started again with the same commit (artifacts/results/COMMIT keeps them).
# BELLMAN_JOBS=N runs N at a time (default: one a core).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
jobs=${BELLMAN_JOBS:-$(nproc)}
runs=artifacts/results/$(git rev-parse --short HEAD)
tool=artifacts/bin/Bellman.Cli/release/Bellman.Cli.dll
tables=(classic lunarlander cartpole last family mountaincar acrobot solve tables methods lake update planning tabular)
mkdir -p "$runs"

# Jobs are lines: a name, then the tool's arguments. Each leaves NAME.json; those that did before are skipped.
run() { xargs -P "$jobs" -L 1 bash -c 'job "$@"' -; }
job() {
  local name=$1; shift
  [ -s "$runs/$name.json" ] && return
  rm -rf "$runs/$name"
  { time dotnet "$tool" "$@" > "$runs/$name.part" 2> "$runs/$name.log"; } 2> "$runs/$name.cpu" && mv "$runs/$name.part" "$runs/$name.json" ||
    echo "failed: bellman $* (see $runs/$name.log)" >&2
}
export -f job
export runs tool TIMEFORMAT='%U %S'

# train NAME ENV SEEDS ARGUMENTS...: a line for each seed.
train() {
  local name=$1 env=$2 seeds=$3 seed; shift 3
  for seed in $(seq "$seeds"); do echo "$name-$seed train $env --seed $seed --json --out $runs/$name-$seed${*:+ $*}"; done
}
# sets OPTION...: as flags; _ stands for a blank, which xargs wants escaped.
sets() { local option; for option; do printf -- '--set %s ' "${option//_/\\ }"; done; }
# each_variant COMMAND: for every NAME|WHAT|OPTIONS of the table's variants, with these as variables.
each_variant() { local variant name what options; for variant in "${variants[@]}"; do IFS='|' read -r name what options <<< "$variant"; "$1"; done; }
number() { sed -n "s/.*\"$1\":\(-\?[0-9.eE+-]*\).*/\1/p" "$2"; }                # number KEY FILE
each() { local seed; for seed in $(seq "$3"); do number "$1" "$runs/$2-$seed.json"; done; } # each KEY NAME SEEDS
row() { printf '%s ' "$@" | sed 's/ $//'; }
rounded() { xargs printf "%.$1f\n" | sed '/\./s/\.\?0*$//'; }                    # rounded DECIMALS: numbers, without zeros at their ends
figures() { row $(each mean "$1" "$2" | rounded "$3"); }                          # figures NAME SEEDS DECIMALS
# Many seeds that mostly reach the same: how many, and what the others have.
summary() { # summary NAME SEEDS BEST
  local seed score others=
  for seed in $(seq "$2"); do
    score=$(number mean "$runs/$1-$seed.json")
    [ "$(rounded 1 <<< "$score")" = "$3" ] || others+=", $(rounded 1 <<< "$score") for seed $seed"
  done
  echo "$3 for $(passing "$1" "$2" "$3") of $2 seeds$others"
}
least() { sort -g | head -n 1; }
most() { sort -g | tail -n 1; }
seconds() { each wallSeconds "$1" "$2" | sort -g | sed -n '1p;$p' | xargs printf '%.0f to %.0f'; }
processor() { local seed; for seed in $(seq "$2"); do awk '{ print $1 + $2 }' "$runs/$1-$seed.cpu"; done | sort -g | sed -n '1p;$p' | xargs printf '%.0f to %.0f'; }
interval() { # interval NAME SEEDS T: mean, and half of its 95% interval by Student's quantile T for SEEDS - 1 degrees of freedom
  each mean "$1" "$2" | awk -v t="$3" '{ s += $1; q += $1 * $1 } END { m = s / NR; v = q / NR - m * m; printf "%.1f +- %.1f", m, t * sqrt((v > 0 ? v : 0) / (NR - 1)) }'
}
mean() { awk '{ s += $1 } END { printf "%.1f\n", s / NR }'; }                   # mean: of the numbers on standard input
passing() { each mean "$1" "$2" | awk -v bar="$3" '$1 >= bar { n++ } END { print n + 0 }'; }

# put NAME: the text on standard input becomes the table of that name, wherever it stands.
put() {
  local text file; text=$(mktemp); cat > "$text"
  for file in README.md docs/results.md docs/tutorials.md; do
    awk -v name="$1" -v text="$text" '
      index($0, "<!-- table " name ":") == 1 { print; while ((getline line < text) > 0) print line; close(text); skip = 1; next }
      $0 == "<!-- end -->" { skip = 0 }
      !skip' "$file" > "$file.tmp" && cat "$file.tmp" > "$file" && rm "$file.tmp"
  done
  rm "$text"
}

classic() {
  { train cartpole CartPole-v1 40; train mountaincar MountainCar-v0 10; train acrobot Acrobot-v1 10; train lunarlander LunarLander-v3 10
    train cartpole-adam CartPole-v0 5 --preset cartpole-adam; train cartpole-huber CartPole-v0 5 --preset cartpole-huber
    train mountaincar-soft MountainCar-v0 5 --preset mountaincar-soft; train cartpole-zoo CartPole-v1 10 --preset cartpole-zoo; } | run
  line() { # line COMMAND NAME SEEDS STEPS DECIMALS BEST
    local scores; (($3 > 10)) && scores=$(summary "$2" "$3" "$6") || scores=$(figures "$2" "$3" "$5")
    echo "| \`bellman train $1 --seed S\` | $4 | $(seconds "$2" "$3") | $scores | $6 |"
  }
  { echo "| command, seeds from 1 on | steps | seconds | every seed | best known |"; echo "|---|---|---|---|---|"
    line CartPole-v1 cartpole 40 50,000 0 500
    line MountainCar-v0 mountaincar 10 120,000 1 "about -97.5"
    line Acrobot-v1 acrobot 10 100,000 1 "-69.1 published"
    line "CartPole-v0 --preset cartpole-adam" cartpole-adam 5 200,000 0 200
    line "CartPole-v0 --preset cartpole-huber" cartpole-huber 5 60,000 0 200
    line "MountainCar-v0 --preset mountaincar-soft" mountaincar-soft 5 150,000 1 "about -97.5"
    line "CartPole-v1 --preset cartpole-zoo" cartpole-zoo 10 50,000 0 500; } | put classic
  short() { # short ENV NAME SEEDS STEPS BEST
    echo "| \`bellman train $1\` | $4 | $(each mean "$2" "$3" | least | xargs printf %.1f) | $(each mean "$2" "$3" |
      most | xargs printf %.1f) | $3 | $5 |"
  }
  { echo "| command | steps | worst seed | best seed | seeds | best known |"; echo "|---|---|---|---|---|---|"
    short CartPole-v1 cartpole 40 50,000 500
    short MountainCar-v0 mountaincar 10 120,000 "about -97.5"
    short Acrobot-v1 acrobot 10 100,000 "-69.1"
    short LunarLander-v3 lunarlander 10 300,000 280; } | put reach
}

lunarlander() {
  { train lunarlander LunarLander-v3 10; train lunarlander-zoo LunarLander-v3 3 --preset lunarlander-zoo; } | run
  line() { # line COMMAND NAME SEEDS STEPS T
    echo "| \`bellman train LunarLander-v3$1 --seed S\` | $4 | $(seconds "$2" "$3") | $(figures "$2" "$3" 1) | $(interval "$2" "$3" "$5") |"
  }
  { echo "| command, seeds from 1 on | steps | seconds | every seed | mean, 95% interval |"; echo "|---|---|---|---|---|"
    line "" lunarlander 10 300,000 2.262 # Student's quantile for nine degrees of freedom
    line " --preset lunarlander-zoo" lunarlander-zoo 3 100,000 4.303; } | put lunarlander
}

# What was tried for CartPole: each with evaluations (the kept agent) and without (the last one), on the recipe that all of them share.
cartpole() {
  local common="gamma=0.99 nStep=1 learningRate=1e-3 trainEvery=2" plain="network=dense_64,_relu,_dense_64,_relu"
  local variants=(
    "clipped|clipped errors, step size 5e-4|loss=clippedError learningRate=5e-4 $plain"
    "falling|... step size falling to 0|loss=clippedError learningRate=linear(5e-4,0,50000) $plain"
    "clipnorm|... layer norm|loss=clippedError learningRate=5e-4"
    "explore|... epsilon to 0.1 over 20,000 steps|loss=clippedError learningRate=5e-4 $plain epsilon=linear(1,0.1,20000)"
    "clip3|clipped errors, layer norm, step size 1e-3|loss=clippedError"
    "tau|... tau 0.01|loss=clippedError tau=0.01"
    "gamma|... gamma 0.98|loss=clippedError gamma=0.98"
    "rate|... step size 2e-3|loss=clippedError learningRate=2e-3"
    "squared|squared loss, step size 1e-3|$plain"
    "squared3|... three-step returns|$plain nStep=3"
    "kept|**squared loss, layer norm, step size 1e-3, tau 0.005**|"
    "kept3|... three-step returns|nStep=3")
  learn() {
    train "try-$name" CartPole-v1 10 $(sets $common $options)
    train "try-$name-last" CartPole-v1 10 $(sets $common $options) --set evaluateEvery=0
  }
  line() {
    echo "| $what | ${options:+\`${options//_/ }\`} | $(passing "try-$name" 10 475) | $(each mean "try-$name" 10 |
      least | xargs printf %.1f) | $(passing "try-$name-last" 10 475) |"
  }
  each_variant learn | run
  { echo "| change | options | kept | worst kept | last |"; echo "|---|---|---|---|---|"; each_variant line; } | put cartpole
}

# What makes the last agent balance: nothing is evaluated on the way.
last() {
  local variants=(
    "tau||gamma=0.99 nStep=1 trainEvery=2 tau=0.01"
    "every||gamma=0.99 nStep=1"
    "every3||gamma=0.99 nStep=3"
    "long3||nStep=3"
    "preset||")
  learn() { train "last-$name" CartPole-v1 20 --set evaluateEvery=0 $(sets $options); }
  line() { echo "| ${options:+\`$options\`} | $(passing "last-$name" 20 475) | $(each mean "last-$name" 20 | least | xargs printf %.1f) |"; }
  each_variant learn | run
  { echo "| options | last agents of 20 seeds that score at least 475 | worst |"; echo "|---|---|---|"; each_variant line; } | put last
}

# Every member on the recipe of the environment's default; PQN on its own.
family() {
  local variants=(
    "dqn|DQN|double=false"
    "double|Double DQN|double=true"
    "dueling|dueling|streams=dueling sharedStreams=true"
    "rdq|regularized dueling|streams=regularized sharedStreams=true"
    "mean-expansion|mean expansion|streams=meanExpansion"
    "per|prioritised replay|priority=0.6"
    "noisy|noisy layers|noise=0.5 epsilon=0"
    "c51|C51|head=categorical_51_LOW_HIGH"
    "hl-gauss|HL-Gauss|head=gaussian_51_LOW_HIGH"
    "qr-dqn|QR-DQN|head=quantile_25"
    "iqn|IQN|head=implicit_8"
    "munchausen|Munchausen DQN|double=false munchausen=0.9"
    "rainbow|Rainbow|head=categorical_51_LOW_HIGH nStep=3 streams=dueling sharedStreams=true noise=0.5 priority=0.5"
    "pqn|PQN|preset=cartpole-pqn-quick")
  local environments=("CartPole-v1 0 200 5 2.776" "MountainCar-v0 -100 0 3 4.303") env low high seeds t
  each_environment() { # each_environment COMMAND: its support, seeds, and Student's quantile for as many
    for env in "${environments[@]}"; do read -r env low high seeds t <<< "$env"; each_variant "$1"; done
  }
  supported() { local text=${options/LOW/$low}; echo "${text/HIGH/$high}"; }
  learn() {
    local flags; [[ $options == preset=* ]] && flags="--preset ${options#preset=}" || flags=$(sets $(supported))
    train "family-$name-$env" "$env" "$seeds" $flags
  }
  line() {
    local runs_of="family-$name-$env" changes; changes=$(supported)
    echo "| $env | $what | \`${changes//_/ }\` | $(figures "$runs_of" "$seeds" 1) | $(interval "$runs_of" "$seeds" "$t") | $(number steps "$runs/$runs_of-1.json") | $(processor "$runs_of" "$seeds") |"
  }
  each_environment learn | run
  { echo "| environment | member | what it changes | seeds from 1 on | mean, 95% interval | steps | processor seconds |"; echo "|---|---|---|---|---|---|---|"
    each_environment line; } | put family
}

mountaincar() {
  local plain="network=dense_64,_relu,_dense_64,_relu"
  local variants=(
    "raw|raw observations, 64-64|$plain rescale=false nStep=1"
    "batch|batch norm first, 64-64|network=batchnorm,_dense_64,_relu,_dense_64,_relu rescale=false nStep=1"
    "scaled|rescaled to [-1, 1], 64-64|$plain nStep=1"
    "layer|rescaled, layer norm|nStep=1"
    "preset|**rescaled, layer norm, three-step returns** (the preset)|")
  learn() { train "car-$name" MountainCar-v0 4 $(sets $options); }
  line() { echo "| $what | $(figures "car-$name" 4 1) |"; }
  each_variant learn | run
  { echo "| change | kept, seeds 1 to 4 |"; echo "|---|---|"; each_variant line; } | put mountaincar
}

acrobot() {
  local small="network=dense_64,_layernorm,_relu,_dense_64,_layernorm,_relu"
  local variants=(
    "before|64 units, an update every two steps, evaluations of 20 episodes every 2,000 steps|$small trainEvery=2 evaluateEvery=2000 evaluateEpisodes=20"
    "look|evaluations of 50 episodes every 500 steps|$small trainEvery=2"
    "every|the same, and an update every step|$small"
    "falling|... a falling step size|$small learningRate=linear(0.001,_0.00001,_100000_steps)"
    "three|... three-step returns|$small nStep=3"
    "rdq|... regularized dueling|$small streams=regularized sharedStreams=true"
    "wide|**... 128 units** (the preset)|")
  learn() { train "acrobot-$name" Acrobot-v1 5 $(sets $options); }
  line() { echo "| $what | $(figures "acrobot-$name" 5 1) | $(each mean "acrobot-$name" 5 | mean) |"; }
  each_variant learn | run
  { echo "| change | seeds 1 to 5 | mean |"; echo "|---|---|---|"; each_variant line; } | put acrobot
}

solve() {
  { echo "| command | return | policy |"; echo "|---|---|---|"
    local command what
    while IFS='|' read -r command what; do
      echo "| \`bellman solve $command\` | $(dotnet "$tool" solve $command --json | sed 's/.*"expectedReturn":\([-0-9.eE]*\).*/\1/' |
        rounded 4) | $what |"
    done <<'LINES'
FrozenLake-v1|the best that sees the clock, 100 steps
FrozenLake-v1 --gamma 0.99|the best for that discount, cut off after 100 steps
FrozenLake-v1 --horizon none|the best without a limit
FrozenLake8x8-v1|the best that sees the clock, 200 steps
Taxi-v3|mean over its 300 starts; `Taxi-v4` is the same
CliffWalking-v1|along the edge
Blackjack-v1|basic strategy
Blackjack-v1:rules=natural|basic strategy, a natural pays 1.5
Blackjack-v1:rules=plain|basic strategy, without Sutton and Barto's rule of naturals
LINES
  } | put solve
}

finite=(FrozenLake-v1 FrozenLake8x8-v1 Taxi-v3 CliffWalking-v1 Blackjack-v1)
tables() {
  local env seed environments=(FrozenLake-v1 Taxi-v3 CliffWalking-v1 Blackjack-v1)
  for env in "${environments[@]}"; do train "table-$env" "$env" 10; done | run
  for env in "${environments[@]}"; do for seed in $(seq 10); do
    echo "played-$env-$seed evaluate $runs/table-$env-$seed --episodes 10000 --json"
    echo "exact-$env-$seed evaluate $runs/table-$env-$seed --exact --json"
  done; done | run
  { echo "| environment | ten seeds, 10,000 episodes each | exact returns of the ten policies, worst and best |"; echo "|---|---|---|"
    for env in "${environments[@]}"; do
      echo "| $env | $(figures "played-$env" 10 4) | $(each expectedReturn "exact-$env" 10 | sort -g | sed -n '1p;$p' | rounded 4 | xargs printf '%s to %s') |"
    done; } | put tables
  { echo "| command | worst seed | best seed | exact optimum, by \`bellman solve\` |"; echo "|---|---|---|---|"
    local best=("0.7402 without, 0.7442 with a view of the clock" 7.93 -13 "-0.0431; 10,000 games have a standard error of 0.0095")
    for env in "${!environments[@]}"; do
      echo "| \`bellman train ${environments[env]}\` | $(each mean "played-${environments[env]}" 10 | sort -g | sed -n '1p;$p' | rounded 4 | xargs printf '%s | %s') | ${best[env]} |"
    done; } | put table-reach
}

methods() {
  local env preset seed all=(q-learning sarsa expected-sarsa double-q n-step-q q-lambda dyna-q)
  for env in "${finite[@]}"; do for preset in "${all[@]}"; do train "$preset-$env" "$env" 2 --preset "$preset"; done; done | run
  for env in "${finite[@]}"; do for preset in "${all[@]}"; do for seed in 1 2; do
    echo "exact-$preset-$env-$seed evaluate $runs/$preset-$env-$seed --exact --json"
  done; done; done | run
  { echo "| preset | $(row "${finite[@]}" | sed 's/ / | /g') |"; echo "|---|---|---|---|---|---|"
    for preset in "${all[@]}"; do
      printf "| \`%s\` |" "$preset"
      for env in "${finite[@]}"; do printf ' %s |' "$(row $(each expectedReturn "exact-$preset-$env" 2 | rounded 4))"; done; echo
    done; } | put methods
}

lake() {
  train frozenlake-dqn FrozenLake-v1 3 --preset frozenlake-dqn | run
  for seed in 1 2 3; do echo "played-frozenlake-dqn-$seed evaluate $runs/frozenlake-dqn-$seed --episodes 10000 --json"; done | run
  { echo "| preset | seeds 1 to 3, 10,000 episodes each |"; echo "|---|---|"
    echo "| \`frozenlake-dqn\` | $(figures played-frozenlake-dqn 3 4) |"; } | put lake
}

# Speeds: as the benchmarks print them. Run them while nothing else does.
printed() { { echo '```'; "${@:2}"; echo '```'; } | put "$1"; }
update() { printed update dotnet "$tool" bench; }
planning() { printed planning dotnet run -c Release --project bench/Bellman.Benchmarks -- planning; }
tabular() { printed tabular taskset -c 0 dotnet run -c Release --project bench/Bellman.Benchmarks -- tabular; }

minatar() {
  local game seed training games=(Asterix Breakout Freeway Seaquest SpaceInvaders)
  # As its authors list them: Young and Tian's DQN in training, and Daley's regularized dueling, 1,000 episodes with epsilon 0.01, 30 seeds each.
  declare -A first=([Asterix]=16.9 [Breakout]=10.1 [Freeway]=50.2 [Seaquest]=20.2 [SpaceInvaders]=43.6)
  declare -A best=([Asterix]=38.3 [Breakout]=51.3 [Freeway]=62.3 [Seaquest]=70.3 [SpaceInvaders]=155.9)
  for game in "${games[@]}"; do train "minatar-$game" "MinAtar/$game-v0" 3; done | run
  for game in "${games[@]}"; do for seed in 1 2 3; do
    echo "played-minatar-$game-$seed evaluate $runs/minatar-$game-$seed --episodes 1000 --epsilon 0.01 --json"
  done; done | run
  trained() { tail -n 100 "$runs/minatar-$1-$2/episodes.jsonl" | sed 's/.*"return":\(-\?[0-9.]*\).*/\1/' | mean; }
  { echo "| game | 1,000 episodes with epsilon 0.01, seeds 1 to 3 | mean | last 100 training episodes | mean | RDQ | DQN of 2019 | seconds |"
    echo "|---|---|---|---|---|---|---|---|"
    for game in "${games[@]}"; do
      training=$(for seed in 1 2 3; do trained "$game" $seed; done)
      echo "| $game | $(figures "played-minatar-$game" 3 1) | **$(each mean "played-minatar-$game" 3 | mean)** | $(row $training) | **$(mean <<< "$training")** | ${best[$game]} | ${first[$game]} | $(seconds "minatar-$game" 3) |"
    done; } | put minatar
  { echo "| \`bellman train MinAtar/GAME-v0\` | $(row "${games[@]}" | sed 's/ / | /g') |"; echo "|---|---|---|---|---|---|"
    printf '| 1,000 episodes with epsilon 0.01 |'; for game in "${games[@]}"; do printf ' %s |' "$(each mean "played-minatar-$game" 3 | mean)"; done; echo
    printf '| regularized dueling (Daley et al. 2025) |'; for game in "${games[@]}"; do printf ' %s |' "${best[$game]}"; done; echo; } | put minatar-reach
}

screens() {
  train cartpole-pixels CartPole-v1 5 --preset cartpole-pixels | run
  { echo "| command | steps | minutes | every seed |"; echo "|---|---|---|---|"
    echo "| \`bellman train CartPole-v1 --preset cartpole-pixels --seed S\` | 80,000 | $(seconds cartpole-pixels 5 | awk '{ printf "%.0f to %.0f", $1 / 60, $3 / 60 }') | $(figures cartpole-pixels 5 0) |"; } | put screens
}

dotnet build -c Release -v q src/Bellman.Cli > /dev/null
for table in "${@:-${tables[@]}}"; do
  declare -F "$table" > /dev/null || { echo "There is no table '$table': choose among ${tables[*]} minatar screens." >&2; exit 2; }
  echo "== $table"
  "$table"
done
