#!/bin/sh
# Runs a command again whenever it has ended, until this is told to end (TERM).
#
# usage: keep.sh soon|each-minute <command>...
when=$1
shift
ending=
pausing=

# A worker is told to end. What runs each minute is let finish: it has children, which would outlive it.
end() {
  ending=yes
  if [ "$when" = soon ] || [ -n "$pausing" ]; then
    kill -TERM $! 2>/dev/null
  fi
}
trap end TERM

# Told to end just before it started something, it has not told that.
wait_for_last() {
  [ -z "$ending" ] || end
  wait $!
}

while [ -z "$ending" ]; do
  pausing=
  "$@" &
  wait_for_last
  [ -z "$ending" ] || break
  pausing=yes
  case $when in
    soon) sleep 0.2 & ;;
    each-minute) sleep $((60 - $(date +%s) % 60)) & ;;
  esac
  wait_for_last
done
wait
