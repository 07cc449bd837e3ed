<#
.SYNOPSIS
    Creates src/Databricks.Jobs/Scheduling/TimeZones.txt, the table of time zones, from the data of this system.
.DESCRIPTION
    The IANA IDs come from tzdata (the files tzdata.zi and zone.tab), and the names of the Windows time zones from the
    CLDR data in ICU, through .NET. Run this on Linux with current packages tzdata and libicu, check the changes, and
    commit them. The first lines of the table name the versions.

    A row has the name of a Windows time zone, a bar and its IANA IDs: first the one that Windows users mean, then the
    others in ordinal order. Lines that begin with a space continue the row. The row without a name has the IDs that
    correspond to no Windows time zone.
.PARAMETER TzdataFolder
    The folder with tzdata.zi, whose first line contains the version, and zone.tab.
.PARAMETER OutputFile
    Writes to another file, for a comparison.
#>
[CmdletBinding()]
param(
    [string] $TzdataFolder = '/usr/share/zoneinfo',

    [string] $OutputFile
)

$ErrorActionPreference = 'Stop'
if (-not $OutputFile) {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $OutputFile = [System.IO.Path]::Combine($root, 'src', 'Databricks.Jobs', 'Scheduling', 'TimeZones.txt')
}

# Z starts the definition of a zone, and L is a link: its target, then its ID.
$lines = [System.IO.File]::ReadAllLines((Join-Path $TzdataFolder 'tzdata.zi'))
$targets = [hashtable]::new([System.StringComparer]::Ordinal)
$ids = @(foreach ($line in $lines) {
        switch -CaseSensitive -Regex ($line) {
            '^Z (\S+)' { $Matches[1] }
            '^L (\S+) (\S+)' { $targets[$Matches[2]] = $Matches[1]; $Matches[2] }
        }
    })
# The IDs that are current, one for each place.
$current = [System.IO.File]::ReadAllLines((Join-Path $TzdataFolder 'zone.tab')) |
    Where-Object { $_ -notmatch '^#' } | ForEach-Object { $_.Split("`t")[2] }
# A placeholder for systems that are not configured.
$ids = $ids | Where-Object { $_ -cne 'Factory' }

$zones = @{}
foreach ($id in $ids) {
    $windows = $null
    if (-not [System.TimeZoneInfo]::TryConvertIanaIdToWindowsId($id, [ref] $windows)) {
        $windows = ''
    }
    $zones[$windows] += @($id)
}

$rows = foreach ($windows in $zones.Keys) {
    $all = [string[]] $zones[$windows]
    [System.Array]::Sort($all, [System.StringComparer]::Ordinal)
    $usual = $null
    if ($windows -and [System.TimeZoneInfo]::TryConvertWindowsIdToIanaId($windows, [ref] $usual)) {
        if ($usual -ceq 'Etc/UTC') {
            $usual = 'UTC'
        } elseif ($usual -cnotin $current -and $targets[$usual] -cin $current) {
            # CLDR keeps former IDs such as Asia/Calcutta.
            $usual = $targets[$usual]
        }
        $all = @($usual) + @($all | Where-Object { $_ -cne $usual })
    }
    "$windows|$($all -join ' ')"
}
$rows = [string[]] $rows
[System.Array]::Sort($rows, [System.StringComparer]::OrdinalIgnoreCase)

$icu = Get-ChildItem -Path /usr/lib, /usr/lib64 -Recurse -Filter 'libicuuc.so*' -ErrorAction Ignore |
    Where-Object Name -Match '^libicuuc\.so\.(\d+\.\d+)$' | ForEach-Object { [version] $Matches[1] } |
    Sort-Object | Select-Object -Last 1
$header = @(
    '# Time zones: the name of the Windows time zone, a bar and the IANA IDs. Created by'
    "# tools/TimeZones/Update-TimeZones.ps1 on $([DateTime]::UtcNow.ToString('yyyy-MM-dd')) from:"
    "# - IANA tz database: $($lines[0].TrimStart('# '))"
    "# - names of Windows time zones: CLDR in ICU $icu"
)
$wrapped = foreach ($row in $rows) {
    $line, $others = $row.Split(' ')
    foreach ($word in $others) {
        if ($line.Length + $word.Length -ge 120) {
            $line
            $line = ''
        }
        $line += " $word"
    }
    $line
}
[System.IO.File]::WriteAllText($OutputFile, (($header + $wrapped) -join "`n") + "`n")
"$($ids.Count) IDs are in $OutputFile."
