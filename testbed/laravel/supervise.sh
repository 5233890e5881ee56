#!/bin/sh
# Runs the services of one instance until standard input ends: whoever started it stops it so, or died. Then it ends
# them all and removes their folder. It must lead a process group of its own.
#
# usage: supervise.sh <folder> <command>...
set -u
folder=$1
shift
cd "$folder" || exit 1

for command in "$@"; do
  sh -c "exec $command" >>services.log 2>&1 </dev/null &
done

cat >/dev/null
trap '' TERM
kill -TERM 0
wait
cd / && rm -rf "$folder"
