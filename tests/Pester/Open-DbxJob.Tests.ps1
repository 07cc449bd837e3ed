BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/TestBrowser.psm1"
    Import-Module "$PSScriptRoot/PromptHost.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob -Name nightly
    $address = "$((Get-LocalServer $local).Address)".TrimEnd('/')
    $page = "$address/jobs/$($job.JobId)"
    $key = 'key=[0-9a-f]{32}'
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Open-DbxJob' {
    BeforeEach {
        $browser = Start-TestBrowser $TestDrive
    }

    AfterEach {
        Stop-TestBrowser $browser
    }

    It 'opens the page of a job: <Name>' -ForEach @(
        @{ Name = 'by name'; Script = { Open-DbxJob nightly } }
        @{ Name = 'by ID'; Script = { Open-DbxJob $job.JobId } }
        @{ Name = 'from the pipeline'; Script = { $job | Open-DbxJob } }
        @{ Name = 'of a run'; Script = { $job | Start-DbxJobRun | Open-DbxJob } }
    ) {
        & $Script | Should -BeNullOrEmpty
        Get-OpenedPage $browser | Should -Match "^$page\?$key$"
    }

    It 'names the workspace to a host that serves several' {
        $workspace = Connect-DbxWorkspace "$address/?o=1234" (Get-LocalServer $local).Token -SkipVerification
        Open-DbxJob $job.JobId -Workspace $workspace
        Get-OpenedPage $browser | Should -Match "^$page\?o=1234&$key$"
        $null = $local | Connect-DbxWorkspace
    }

    It 'returns the address with -PassThru, and shows it with -WhatIf' {
        $job | Open-DbxJob -PassThru | Should -Match "^$page\?$key$"
        (Invoke-WithPrompt { $argument | Open-DbxJob -WhatIf } $job).Lines | Should -Match "Open $page\?$key"
        Get-OpenedPage $browser | Should -HaveCount 1
    }

    It 'gives an error for a job that does not exist, and opens nothing: <_>' -ForEach 5, 'no such job' {
        Open-DbxJob $_ -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
        { Open-DbxJob $_ -ErrorAction Stop } | Should -Throw
        Get-OpenedPage $browser | Should -BeNullOrEmpty
    }

    It 'asks before it opens more than a handful' {
        $many = 1..11 | ForEach-Object { Add-TestJob -Name "many $_" }
        $result = Invoke-WithPrompt { $argument | Open-DbxJob } $many -Answer No
        $result.Questions | Should -Match '^Open 11 jobs in '
        Get-OpenedPage $browser | Should -BeNullOrEmpty
        $many | Open-DbxJob -Force
        Get-OpenedPage $browser | Should -HaveCount 11
    }
}
