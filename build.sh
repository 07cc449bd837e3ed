#!/usr/bin/env bash
# Builds, tests and shows the module. Gets the tools and runs build.ps1. If PowerShell cannot be installed, it runs what the
# .NET SDK alone can run, and says what it left out.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
output=$root/output
tasks="Build Test Demo Help Analyze Bench Pictures Package Clean"

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

# True for a PowerShell that starts, has its modules and is new enough for ours.
works() {
  # shellcheck disable=SC2016 # PowerShell's variable, not ours
  "$@" -NoProfile -NonInteractive -Command \
    '$null = Join-Path a b; exit [int]($PSVersionTable.PSVersion -lt [version]"7.4")' > /dev/null 2>&1
}

# The newest pwsh.dll in the NuGet package cache, from the .NET tool; nothing if there is none that works. What is broken
# is taken away, because NuGet does not look into a package that it has: the next installation then makes it whole.
find_tool() {
  local packages system=unix folder found='' newest=0 number
  packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//; s/\r$//; s:/*$::')
  case $(uname -s) in MINGW* | MSYS* | CYGWIN*) system=win ;; esac
  # shellcheck disable=SC2086 # the version is a pattern
  for folder in "$packages"/powershell/$tool_version; do
    # NuGet writes the metadata last.
    [ -f "$folder/.nupkg.metadata" ] || rm -rf "$folder"
    number=$(as_number "${folder##*/}")
    if [ -d "$folder" ] && [ "$number" -gt "$newest" ]; then
      newest=$number
      found=$(printf '%s\n' "$folder"/tools/*/any/$system/pwsh.dll | head -n 1)
    fi
  done
  if [ -n "$found" ] && ! works dotnet "$found"; then
    rm -rf "${found%/tools/*}"
    found=
  fi
  printf '%s' "$found"
}

# What an installer printed, cut down to the line that says what went wrong.
first_error() {
  local line
  line=$(printf '%s\n' "$1" | grep -E '\berror\b' | head -n 1 || true)
  [ -n "$line" ] || line=$(printf '%s\n' "$1" | grep -E '[^[:space:]]' | head -n 1 || true)
  printf '%s' "${line:-it gave no reason}" | sed -E 's/^.*\berror\b *:? *//; s/[. ]*$//'
}

# Sets $powershell to the command that starts a PowerShell, or leaves it empty and sets $no_powershell to the reason. The
# second way is the .NET tool from the package feed. It is kept in the package cache, so that a second checkout has it too.
find_powershell() {
  local tool tool_version words
  powershell=()
  if command -v pwsh > /dev/null 2>&1 && works pwsh; then
    powershell=(pwsh)
    return
  fi

  tool_version=$(sed -n 's:.*<PowerShellToolVersion>\(.*\)</PowerShellToolVersion>.*:\1:p' "$root/Directory.Packages.props")
  tool=$(find_tool)
  if [ -z "$tool" ]; then
    printf 'There is no PowerShell 7.4 or later on the PATH. Installing it as a .NET tool into the NuGet package cache.\n'
    mkdir -p "$output/tools/.config"
    printf '{ "version": 1, "isRoot": true, "tools": {} }\n' > "$output/tools/.config/dotnet-tools.json"
    words=$(cd "$output/tools" && dotnet tool install powershell --version "$tool_version" \
      --tool-manifest .config/dotnet-tools.json 2>&1 || true)
    tool=$(find_tool)
  fi
  if [ -z "$tool" ]; then
    no_powershell="there is no PowerShell 7.4 or later on the PATH, and the .NET tool could not be installed: \
$(first_error "$words"). Run: dotnet tool install --global powershell --version \"$tool_version\""
  else
    powershell=(dotnet "$tool")
  fi
}

module() {
  dotnet msbuild "$root/tools/Build/Module.proj" -nologo -verbosity:minimal "-target:$1"
}

# True if the suite Browser finds its browser.
has_browser() {
  command -v chromium chromium-browser google-chrome google-chrome-stable chrome msedge > /dev/null
}

# Same steps as in build.ps1, without Pester.
run_tests() {
  local code suite suites=()
  rm -rf "$output/test-results"
  mkdir -p "$output/test-results"
  for suite in xunit=Databricks.Jobs.Tests Faults=Faults Browser=Browser; do
    if [ "$suite" = Browser=Browser ] && ! has_browser; then
      printf 'The Browser suite did NOT run: there is no Chromium on the PATH. %s\n' \
        'Install it, on Debian with: apt-get install chromium'
      suites+=(Browser=missing)
      continue
    fi
    code=0
    dotnet test "$root/tests/${suite#*=}" --configuration Release --nologo \
      --collect 'XPlat Code Coverage' --settings "$root/tools/Build/test.runsettings" \
      --results-directory "$output/test-results/${suite%%=*}" || code=$?
    suites+=("${suite%%=*}=$code")
  done
  printf '\nThe Pester suite did NOT run: %s\n' "$no_powershell"
  dotnet run --project "$root/tools/TestReport" --configuration Release -- \
    "$output/test-results" "${suites[@]}" Pester=missing
}

demo() {
  printf 'The PowerShell demo did NOT run: %s\n' "$no_powershell"
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
  if [ "${#powershell[@]}" -gt 0 ]; then
    exec "${powershell[@]}" -NoProfile -NonInteractive -File "$root/build.ps1" -Task "$task"
  fi

  case $task in
    Build | Package) module "$task" ;;
    Test) run_tests ;;
    Demo) demo ;;
    *) fail "$task needs PowerShell: $no_powershell" ;;
  esac
}

main "$@"
