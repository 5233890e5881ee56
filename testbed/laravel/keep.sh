#!/bin/sh
# Runs a command again whenever it has ended, until this is told to end (TERM): then it ends the command first.
#
# usage: keep.sh soon|each-minute <command>...
set -u
when=$1
shift

trap 'trap - TERM; kill -TERM $! 2>/dev/null; wait; exit 0' TERM

while :; do
  "$@" &
  wait $!
  case $when in
    soon) sleep 0.2 & ;;
    each-minute) sleep $((60 - $(date +%s) % 60)) & ;;
  esac
  wait $!
done
