#!/usr/bin/env bash
# Build, test, show. Looks after the tools: with PowerShell it hands over to build.ps1; without, it does what the
# .NET SDK alone can do and says what it left out.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
output=$root/output
tool_version=7.6.5
tasks="Build Test Demo Help Analyze Bench Package Clean"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
if [ -n "${CI:-}" ]; then
  export NO_COLOR=1 DOTNET_CLI_UI_LANGUAGE=en
fi

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The task as it is spelled in the list; nothing if it is not there.
find_task() {
  local wanted name
  wanted=$(printf '%s' "$1" | tr '[:upper:]' '[:lower:]')
  for name in $tasks; do
    if [ "$(printf '%s' "$name" | tr '[:upper:]' '[:lower:]')" = "$wanted" ]; then
      printf '%s' "$name"
    fi
  done
}

# 10.0.100 -> 10000100, so that versions compare as numbers.
as_number() {
  printf '%s' "${1%%-*}" | awk -F. '{ printf "%d%03d%03d", $1, $2, $3 }'
}

check_sdk() {
  local needed newest
  needed=$(sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' "$root/global.json")
  command -v dotnet > /dev/null 2>&1 ||
    fail "The .NET SDK $needed or later is needed and dotnet is not on the PATH. Get it from https://dot.net/download."
  # Asked outside the repository: with an SDK that is too old, global.json stops dotnet itself.
  newest=$(cd / && dotnet --list-sdks 2> /dev/null | awk '{ print $1 }' | sort -t. -k1,1n -k2,2n -k3,3n | tail -n 1)
  if [ -z "$newest" ] || [ "$(as_number "$newest")" -lt "$(as_number "$needed")" ]; then
    fail "The .NET SDK $needed or later is needed; found: ${newest:-none}. Get it from https://dot.net/download."
  fi
}

check_output() {
  if ! { mkdir -p "$output" && : > "$output/.writable"; } 2> /dev/null; then
    fail "Can't write to $output: check who owns it and what it is."
  fi
  rm -f "$output/.writable"
}

# True for a PowerShell that starts and is new enough for the module.
works() {
  # shellcheck disable=SC2016 # PowerShell's variable, not ours
  "$1" -NoProfile -NonInteractive -Command \
    'exit [int]($PSVersionTable.PSVersion -lt [version]"7.4")' > /dev/null 2>&1
}

# Sets $powershell, or leaves it empty. The second way is a package of the ordinary feed, kept in output/tools.
find_powershell() {
  powershell=
  if command -v pwsh > /dev/null 2>&1 && works pwsh; then
    powershell=pwsh
    return
  fi
  if ! works "$output/tools/pwsh"; then
    printf 'No PowerShell 7.4 or later on the PATH; trying the .NET tool.\n'
    (cd / && dotnet tool install powershell --version "$tool_version" --tool-path "$output/tools") \
      > /dev/null 2>&1 || true
  fi
  if works "$output/tools/pwsh"; then
    powershell=$output/tools/pwsh
  fi
}

no_powershell="there is no PowerShell 7.4 or later here, and the .NET tool could not be had"

module() {
  dotnet msbuild "$root/tools/Build/Module.proj" -nologo -verbosity:minimal "-target:$1"
}

# Same steps as in build.ps1, less Pester.
run_tests() {
  local code suite suites=()
  rm -rf "$output/test-results"
  mkdir -p "$output/test-results"
  for suite in xunit=Databricks.Jobs.Tests Faults=Faults; do
    code=0
    dotnet test "$root/tests/${suite#*=}" --configuration Release --nologo \
      --settings "$root/tools/Build/test.runsettings" \
      --results-directory "$output/test-results/${suite%%=*}" || code=$?
    suites+=("${suite%%=*}=$code")
  done
  printf '\nThe Pester suite did NOT run: %s.\n' "$no_powershell"
  dotnet run --project "$root/tools/TestReport" --configuration Release -- "$output/test-results" "${suites[@]}"
}

demo() {
  printf 'The PowerShell demo did NOT run: %s.\n' "$no_powershell"
  printf 'This is the same scenario in C# (samples/Quickstart).\n\n'
  dotnet run --project "$root/samples/Quickstart" --configuration Release
}

main() {
  local task
  [ "$#" -le 1 ] || fail "usage: ./build.sh [task]; the tasks are: $tasks"
  task=$(find_task "${1:-Build}")
  [ -n "$task" ] || fail "There is no task '$1'. The tasks are: $tasks"

  check_sdk
  if [ "$task" = Clean ]; then
    module Clean
    return
  fi
  check_output
  cd "$root"

  find_powershell
  if [ -n "$powershell" ]; then
    exec "$powershell" -NoProfile -NonInteractive -File "$root/build.ps1" -Task "$task"
  fi

  case $task in
    Build | Package) module "$task" ;;
    Test) run_tests ;;
    Demo) demo ;;
    *) fail "$task needs PowerShell: $no_powershell." ;;
  esac
}

main "$@"
