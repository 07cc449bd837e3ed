# Definitions that use every field of the schema, from a file into a workspace and back, in every format.

BeforeDiscovery {
    $corpus = [System.IO.Path]::Combine((Split-Path $PSScriptRoot), 'Corpus')
    $definitions = Get-ChildItem $corpus -Filter *.json | ForEach-Object { @{ Name = $_.BaseName; File = $_.FullName } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }

    # The definition as it is exported, as text.
    function Get-Exported([object] $Job, [string] $Extension) {
        $file = Join-Path $TestDrive "$([guid]::NewGuid())$Extension"
        [System.IO.File]::ReadAllText((Export-DbxJob $Job $file))
    }

    function Invoke-Exported([string] $Path) {
        & $Path
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'The definition <Name>' -ForEach $definitions {
    BeforeAll {
        $text = [System.IO.File]::ReadAllText($File) -replace "`r`n", "`n"
        $job = New-DbxJob -Path $File
    }

    It 'is exported as it was imported' {
        Get-Exported $job .json | Should -BeExactly $text
        Compare-DbxJob $File $job | Should -BeNullOrEmpty
        Compare-DbxJob $File (Get-DbxJob $job.JobId) -Quiet | Should -BeTrue
    }

    It 'is the same after <_>' -ForEach '.json', '.yml', '.ps1' {
        $path = Join-Path $TestDrive "$([guid]::NewGuid())$_"
        $null = Export-DbxJob $job $path
        $made = if ($_ -eq '.ps1') { Invoke-Exported $path } else { New-DbxJob -Path $path }
        Get-Exported $made .json | Should -BeExactly $text
        Get-Exported $made $_ | Should -BeExactly ([System.IO.File]::ReadAllText($path))
        Compare-DbxJob (Get-DbxJob $job.JobId) (Get-DbxJob $made.JobId) | Should -BeNullOrEmpty
    }
}
