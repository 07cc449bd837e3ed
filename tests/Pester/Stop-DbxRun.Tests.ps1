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

    It 'shows its progress and an outage while it waits' {
        $run = $job | Start-DbxJobRun
        # No response to the first poll, and then the service again.
        Add-TestFault $local @{ Kind = 'Reset'; PathPattern = '*/runs/get'; Times = 1 }
        $null = $run | Stop-DbxRun -Wait -Verbose 4>&1 | Tee-Object -Variable lines
        "$lines" | Should -Match 'The service (answers|responds) again'
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
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $failure[0].CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        (Wait-DbxRun $run.RunId -ErrorAction Ignore).State.ResultState | Should -Be 'CANCELED'
    }
}

Describe 'Stop-DbxRun for many' {
    BeforeEach {
        Clear-TestWorkspace $local
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $other = Add-TestJob -Name other -Setting @{ max_concurrent_runs = 1 }
    }

    AfterEach {
        Get-DbxRun -Active | Stop-DbxRun -Wait
    }

    It 'stops all runs of a job and no others' {
        $running = $job | Start-DbxJobRun
        $spared = $other | Start-DbxJobRun
        Stop-DbxRun -JobId $job.JobId -All | Should -BeNullOrEmpty
        (Wait-DbxRun $running.RunId -ErrorAction Ignore).State.ResultState | Should -Be 'CANCELED'
        (Get-DbxRun -Active).RunId | Should -Be $spared.RunId
        $sent = (Get-TestRequest $local -Path '*/cancel-all').Body | ConvertFrom-Json
        $sent.job_id | Should -Be $job.JobId
        $sent.PSObject.Properties.Name | Should -Not -Contain 'all_queued_runs'
    }

    It 'takes jobs from the pipeline, and gives the runs as they ended with -Wait' {
        $runs = $job, $other | Start-DbxJobRun
        $stopped = $job, $other | Stop-DbxRun -All -Wait
        $stopped.RunId | Sort-Object | Should -Be ($runs.RunId | Sort-Object)
        $stopped.State.ResultState | Select-Object -Unique | Should -Be 'CANCELED'
    }

    It 'stops what is queued and leaves what runs' {
        $running = $other | Start-DbxJobRun
        $queued = $other | Start-DbxJobRun
        (Stop-DbxRun -AllQueued -Wait).RunId | Should -Be $queued.RunId
        (Get-DbxRun -Active).RunId | Should -Be $running.RunId
        $sent = (Get-TestRequest $local -Path '*/cancel-all').Body | ConvertFrom-Json
        $sent.all_queued_runs | Should -BeTrue
        $sent.PSObject.Properties.Name | Should -Not -Contain 'job_id'
    }

    It 'stops what is queued of one job' {
        $null = $other | Start-DbxJobRun
        $queued = $other | Start-DbxJobRun
        ($other | Stop-DbxRun -AllQueued -Wait).RunId | Should -Be $queued.RunId
        ((Get-TestRequest $local -Path '*/cancel-all').Body | ConvertFrom-Json).job_id | Should -Be $other.JobId
    }

    It 'stops nothing with -WhatIf' {
        $null = $job | Start-DbxJobRun
        $job | Stop-DbxRun -All -WhatIf
        Stop-DbxRun -AllQueued -WhatIf
        Get-TestRequest $local -Path '*/cancel*' | Should -BeNullOrEmpty
    }

    It 'wants a job with -All' {
        (Get-Failure { Stop-DbxRun 1 -All }).FullyQualifiedErrorId | Should -BeLike 'PositionalParameterNotFound,*'
    }

    It 'stops all runs of a job only if that is confirmed' {
        $run = $job | Start-DbxJobRun
        # In a host without a user.
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                    param($module, $job, $workspace)
                    Import-Module $module
                    $job | Stop-DbxRun -Workspace $workspace
                }).AddParameters(@((Get-Module Databricks.Jobs).Path, $job, (Get-DbxWorkspace)))
            $null = $shell.Invoke()
            $failure = $shell.Streams.Error[0]
        } finally {
            $shell.Dispose()
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ConfirmationNeeded,*'
        $failure.ToString() | Should -Match "\(job $($job.JobId)\).* has 1 active run"
        $failure.ErrorDetails.RecommendedAction | Should -Match '-All'
        Get-TestRequest $local -Path '*/cancel*' | Should -BeNullOrEmpty

        $job | Stop-DbxRun -Confirm:$false
        (Wait-DbxRun $run.RunId -ErrorAction Ignore).State.ResultState | Should -Be 'CANCELED'
    }

    It 'sends nothing for a job without active runs' {
        $idle = Add-TestJob -Name idle
        $idle | Stop-DbxRun
        Get-TestRequest $local -Path '*/cancel*' | Should -BeNullOrEmpty
    }

    It 'names a job that there is not' {
        (Get-Failure { Stop-DbxRun -JobId 4711 -All }).TargetObject | Should -Be 4711
    }
}
