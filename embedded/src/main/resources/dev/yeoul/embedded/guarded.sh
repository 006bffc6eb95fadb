# Becomes the command it is given and leaves a watcher behind.
# Arguments: the watcher's script, the grace in seconds, the pid file or "", then the command.
# Standard input is a pipe that the parent holds and never writes to: it ends when the parent
# does, however that died. The watcher runs in a session of its own, so that neither Ctrl-C in a
# terminal nor a signal to the command's group ends it.
watcher=$1
grace=$2
pid_file=$3
shift 3
start_time=
if read -r stat 2>/dev/null </proc/$$/stat; then
  start_time=$(printf '%s\n' "${stat##*) }" | cut -d ' ' -f 20)
fi
if [ -n "$pid_file" ]; then
  echo "$$ $start_time" >"$pid_file"
fi
exec 3<&0 </dev/null
if command -v setsid >/dev/null; then
  setsid /bin/sh -c "$watcher" watcher "$$" "$start_time" "$grace" -$$ <&3 3<&- >/dev/null 2>&1 &
else
  /bin/sh -c "$watcher" watcher "$$" "$start_time" "$grace" $$ <&3 3<&- >/dev/null 2>&1 &
fi
exec 3<&-
exec "$@"
