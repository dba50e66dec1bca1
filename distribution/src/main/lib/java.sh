# Sourced by bin/gaolerd and bin/gaoler: finds a Java the platform runs on, without starting one.

# java_release HOME: sets java_major to the major version written in HOME/release, or to nothing.
java_release() {
  java_major=
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      java_major=${value%%[!0-9]*}
    fi
  done <"$1/release"
  [ -n "$java_major" ]
}

# java_fits HOME: whether that is a Java 17 to 23 (Karaf's shell cannot run on 24 and later).
java_fits() {
  java_release "$1" && [ "$java_major" -ge 17 ] && [ "$java_major" -le 23 ]
}

# find_java: sets java to the command to start; says why on stderr and returns 1 if there is none.
find_java() {
  if [ -n "${JAVA_HOME:-}" ] && java_fits "$JAVA_HOME"; then
    java=$JAVA_HOME/bin/java
    return 0
  fi
  for wanted in 21 17 23 22 20 19 18; do
    for candidate in /usr/lib/jvm/*; do
      if java_release "$candidate" && [ "$java_major" = "$wanted" ]; then
        java=$candidate/bin/java
        return 0
      fi
    done
  done
  java=$(command -v java) && java=$(readlink -f "$java") && java_fits "${java%/bin/java}" && return 0
  echo "${0##*/}: no Java 17 to 23 in JAVA_HOME (${JAVA_HOME:-unset}), /usr/lib/jvm or PATH;" \
    "get one with: apt-get install openjdk-17-jre-headless" >&2
  return 1
}
