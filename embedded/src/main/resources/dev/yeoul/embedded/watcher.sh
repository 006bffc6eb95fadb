# Ends a command when standard input ends: TERM, a bounded wait, then KILL.
# Arguments: the command's pid, its start time (field 22 of /proc/PID/stat, or ""), the grace in
# seconds, and the target of the signals (the negative pid where it leads a process group).
pid=$1
start_time=$2
tenths=$(($3 * 10))
target=$4
# `kill -TERM -- -PID` is an error in dash, `kill -s TERM -- -PID` is not.
trap '' INT HUP QUIT TSTP

# Alive, no zombie, and not another process that was given the same pid since.
is_running() {
  if [ -z "$start_time" ]; then
    kill -0 "$pid" 2>/dev/null
    return
  fi
  read -r stat 2>/dev/null </proc/"$pid"/stat || return 1
  set -- ${stat##*) }
  [ "$1" != Z ] && [ "${20}" = "$start_time" ]
}

while read -r ignored; do :; done
if [ $tenths -gt 0 ] && is_running; then
  kill -s TERM -- "$target"
  kill -s CONT -- "$target"
fi
while [ $tenths -gt 0 ] && is_running; do
  sleep 0.1
  tenths=$((tenths - 1))
done
# Whatever the command left in its own process group goes with it.
if is_running || [ "$target" != "$pid" ]; then
  kill -s KILL -- "$target"
fi
