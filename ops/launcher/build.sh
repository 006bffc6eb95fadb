# Builds the program when its sources are newer than the last build. Sourced by ./yeoul.
# shellcheck shell=bash

readonly BUILD_STAMP=$ROOT/server/target/yeoul-build.stamp

is_built() {
  [ -f "$BUILD_STAMP" ] && [ -f "$SERVER_JAR" ] && [ -d "$EMBEDDED_APP" ] && [ -d "$BENCH_APP" ] || return 1
  # Folders count too: their time changes when a file in them is removed.
  [ -z "$(find "$ROOT/pom.xml" "$ROOT/.mvn" "$ROOT"/server/pom.xml "$ROOT"/embedded/pom.xml \
    "$ROOT"/bench/pom.xml "$ROOT/ops/trainer.options" "$ROOT/server/src/main" "$ROOT/embedded/src/main" "$ROOT/bench/src/main" -newer "$BUILD_STAMP" -print | head -n 1)" ]
}

build_if_needed() {
  is_built && return
  require_maven
  lock_build
  is_built || build
  exec 9>&-
}

# One build at a time: a second launcher waits here and then finds the work done.
lock_build() {
  mkdir -p "$ROOT/server/target"
  exec 9>"$ROOT/server/target/yeoul-build.lock"
  command -v flock >/dev/null || return 0
  flock -n 9 && return
  say "waiting for another ./yeoul that builds or tests here"
  flock 9
}

build() {
  local log=$ROOT/server/target/yeoul-build.log started=$SECONDS
  say "building (the first time fetches libraries and takes some minutes); log: $log"
  begin_build
  start_maven -DskipTests -Dspotless.check.skip package >"$log" 2>&1
  while kill -0 "$MAVEN_PID" 2>/dev/null; do
    if [ -t 2 ]; then printf '\ryeoul: building ... %d s ' $((SECONDS - started)) >&2; fi
    sleep 1
  done
  if [ -t 2 ]; then printf '\r' >&2; fi
  if ! end_maven; then
    tail -n 40 "$log" >&2
    fail "the build failed; its whole log: $log"
  fi
  end_build
  say "built in $((SECONDS - started)) s"
}

# Everything that CI runs. The tests package the program anew, so it is not built meanwhile, and
# is when they are done.
test_and_package() {
  lock_build
  begin_build
  start_maven verify "$@"
  end_maven || exit $?
  # Words such as `-pl embedded` leave the server out, and it takes the other module along.
  # Not the other way round: file systems give both one time if Maven is quick.
  [ "$BUILD_STAMP.next" -nt "$SERVER_JAR" ] || end_build
}

# The stamp carries the time of the start: what is edited meanwhile is newer.
begin_build() {
  rm -f "$BUILD_STAMP"
  touch "$BUILD_STAMP.next"
}

end_build() {
  rm -rf "$ROOT/server/target/start-up-cache" # of the program before
  mv "$BUILD_STAMP.next" "$BUILD_STAMP"
}

# Runs Maven on the project in the background, so that a signal that ends us can end it first.
start_maven() {
  "$YEOUL_MAVEN" -f "$ROOT/pom.xml" -B -ntp "$@" 9>&- &
  MAVEN_PID=$!
  trap 'kill "$MAVEN_PID" 2>/dev/null; wait "$MAVEN_PID"; exit 130' INT TERM
}

# Waits for it and returns its exit code.
end_maven() {
  local code=0
  wait "$MAVEN_PID" || code=$?
  trap - INT TERM
  return "$code"
}
