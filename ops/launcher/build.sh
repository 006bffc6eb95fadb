# Builds the program when its sources are newer than the last build. Sourced by ./yeoul.
# shellcheck shell=bash

readonly BUILD_STAMP=$ROOT/server/target/yeoul-build.stamp

is_built() {
  [ -f "$BUILD_STAMP" ] && [ -f "$SERVER_JAR" ] && [ -d "$EMBEDDED_APP" ] || return 1
  # Folders count too: their time changes when a file in them is removed.
  [ -z "$(find "$ROOT/pom.xml" "$ROOT/.mvn" "$ROOT"/server/pom.xml "$ROOT"/embedded/pom.xml \
    "$ROOT/server/src/main" "$ROOT/embedded/src/main" -newer "$BUILD_STAMP" -print | head -n 1)" ]
}

build_if_needed() {
  is_built && return
  require_maven
  mkdir -p "$ROOT/server/target"
  # One build at a time: a second launcher waits here and then finds the work done.
  exec 9>"$ROOT/server/target/yeoul-build.lock"
  if command -v flock >/dev/null; then flock 9; fi
  is_built || build
  exec 9>&-
}

build() {
  local log=$ROOT/server/target/yeoul-build.log started=$SECONDS maven
  say "building (the first time fetches libraries and takes some minutes); log: $log"
  # The stamp carries the time of the start: what is edited meanwhile is newer.
  touch "$BUILD_STAMP.next"
  "$YEOUL_MAVEN" -f "$ROOT/pom.xml" -B -ntp -DskipTests -Dspotless.check.skip package \
    >"$log" 2>&1 9>&- &
  maven=$!
  trap 'kill "$maven" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$maven" 2>/dev/null; do
    if [ -t 2 ]; then printf '\ryeoul: building ... %d s ' $((SECONDS - started)) >&2; fi
    sleep 1
  done
  if [ -t 2 ]; then printf '\r' >&2; fi
  trap - INT TERM
  if ! wait "$maven"; then
    tail -n 40 "$log" >&2
    fail "the build failed; its whole log: $log"
  fi
  rm -rf "$ROOT/server/target/start-up-cache" # of the program before
  mv "$BUILD_STAMP.next" "$BUILD_STAMP"
  say "built in $((SECONDS - started)) s"
}
