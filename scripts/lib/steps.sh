# Named steps with their time. Sourced by the scripts; POSIX sh.

# step TITLE COMMAND...: runs the command, says what it does and how long it took; ends the script when it fails.
step() {
  step_title=$1
  shift
  printf '== %s\n' "$step_title"
  step_start=$(date +%s)
  # Not `"$@" || …`: that would switch off `set -e` inside the command.
  set +e
  (
    set -e
    "$@"
  )
  step_status=$?
  set -e
  step_seconds=$(($(date +%s) - step_start))
  if [ "$step_status" -ne 0 ]; then
    printf '== %s: FAILED after %s s (exit status %s)\n' "$step_title" "$step_seconds" "$step_status" >&2
    exit "$step_status"
  fi
  printf '== %s: done in %s s\n' "$step_title" "$step_seconds"
}
