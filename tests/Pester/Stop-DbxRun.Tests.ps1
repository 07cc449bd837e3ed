BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Stop-DbxRun' {
    BeforeEach {
        Clear-TestWorkspace $local
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
    }

    It 'stops a run and returns at once, with nothing' {
        $run = $job | Start-DbxJobRun
        Stop-DbxRun $run.RunId | Should -BeNullOrEmpty
        (Wait-DbxRun $run.RunId -ErrorAction Ignore).State.ResultState | Should -Be 'CANCELED'
    }

    It 'gives the runs as they ended with -Wait' {
        $run = $job | Start-DbxJobRun | Stop-DbxRun -Wait -ErrorVariable failure
        $run.State.ResultState | Should -Be 'CANCELED'
        $failure | Should -BeNullOrEmpty
    }

    It 'stops all active runs of a list' {
        $null = $job | Start-DbxJobRun
        Get-DbxRun -Active | Stop-DbxRun -Wait | Should -Not -BeNullOrEmpty
        Get-DbxRun -Active | Should -BeNullOrEmpty
    }

    It 'leaves a run that has ended as it is' {
        Set-DbxLocalTask only -DurationSeconds 1 -LocalWorkspace $local
        $run = $job | Start-DbxJobRun -Wait
        { $run | Stop-DbxRun -ErrorAction Stop } | Should -Not -Throw
        (Get-DbxRun $run.RunId).State.ResultState | Should -Be 'SUCCESS'
    }

    It 'stops nothing with -WhatIf' {
        $run = $job | Start-DbxJobRun
        $run | Stop-DbxRun -WhatIf
        Get-TestRequest $local -Path '*/cancel' | Should -BeNullOrEmpty
        $run | Stop-DbxRun
    }

    It 'goes on after a run that there is not' {
        $run = $job | Start-DbxJobRun
        Stop-DbxRun 4711, $run.RunId -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
        $failure[0].TargetObject | Should -Be 4711
        $failure[0].ToString() | Should -Match '4711'
        $failure[0].CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        (Wait-DbxRun $run.RunId -ErrorAction Ignore).State.ResultState | Should -Be 'CANCELED'
    }
}
