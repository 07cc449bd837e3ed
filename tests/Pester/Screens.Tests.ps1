# Every view of fixed objects, in windows of several widths, as text in Screens. To write the files again after a change
# of a view, set DBX_WRITE_SCREENS to 1, run this file, and look at every difference.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/ScreenObjects.psm1"
    $screens = foreach ($type in (Get-ScreenObject).Keys) {
        @{ Type = $type }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/WindowHost.psm1"
    Import-Module "$PSScriptRoot/ScreenObjects.psm1"
    $objects = Get-ScreenObject
    $widths = 120, 80, 40
    $views = @{ BaseRun = 'RunByJob'; BaseJob = 'JobWide' }
    $windows = @{}
    foreach ($width in $widths) {
        $windows[$width] = New-Window $width
    }
}

AfterAll {
    foreach ($window in $windows.Values) {
        Close-Window $window
    }
}

Describe 'The screens of <Type>' -ForEach $screens {
    It 'are as in their file, with whole IDs, and fit into their windows' {
        $parts = foreach ($width in $widths) {
            $screen = Get-Screen $windows[$width] $width $objects[$Type] $views[$Type]
            $screen -split '\n' | Where-Object Length -GT $width | Should -BeNullOrEmpty
            "=== $width columns`n`n$screen"
        }
        $screen = ($parts -join "`n`n") + "`n"
        $file = Join-Path $PSScriptRoot "Screens/$Type.txt"
        if ($env:DBX_WRITE_SCREENS) {
            [System.IO.File]::WriteAllText($file, $screen)
        }
        $screen | Should -BeExactly ([System.IO.File]::ReadAllText($file) -replace '\r')
    }
}

Describe 'The screens' {
    It 'include every type that has a view' {
        $null = Get-DbxWorkspace -ErrorAction Ignore
        $shown = $objects.Values | ForEach-Object { $_ } | ForEach-Object { $_.GetType().FullName }
        $missing = foreach ($data in Get-FormatData -TypeName Databricks.Jobs.* -PowerShellVersion 5.1) {
            $controls = @($data.FormatViewDefinition.Control |
                    Where-Object { $_ -isnot [System.Management.Automation.CustomControl] })
            $data.TypeNames -replace '#.*' | Where-Object { $controls -and $_ -notin $shown }
        }
        # The address of a local workspace has another port each time.
        $missing | Where-Object { $_ -notmatch 'DbxLocalWorkspace' } | Should -BeNullOrEmpty
    }

    It 'belong to a test' {
        (Get-ChildItem "$PSScriptRoot/Screens" -Filter *.txt).BaseName | Sort-Object |
            Should -Be ($objects.Keys | Sort-Object)
    }
}
