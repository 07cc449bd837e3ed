BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $server = Get-LocalServer $local
    $job = Add-TestJob
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Wait-DbxRun' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    AfterEach {
        # A run that goes on would keep those of the next test in the queue.
        Clear-TestWorkspace $local
        Stop-DbxRun -JobId $job.JobId -All
    }

    It 'gives runs as they ended' {
        $runs = $job, $job | Start-DbxJobRun | Wait-DbxRun
        $runs | Should -HaveCount 2
        $runs.State.ResultState | Select-Object -Unique | Should -Be 'SUCCESS'
    }

    It 'takes ids, and runs of a list' {
        $run = $job | Start-DbxJobRun
        (Wait-DbxRun $run.RunId).RunId | Should -Be $run.RunId
        (Get-DbxRun -JobId $job.JobId -First 1 | Wait-DbxRun).RunId | Should -Be $run.RunId
    }

    It 'waits until the run ends' {
        Set-DbxLocalTask only -DurationSeconds 1e6 -LocalWorkspace $local
        $run = $job | Start-DbxJobRun
        $clock = [powershell]::Create().AddScript({
                param($server)
                while (-not ($server.Requests | Where-Object Query -Match 'include_history')) {
                    [System.Threading.Thread]::Sleep(5)
                }
                $server.AdvanceTime([timespan]::FromDays(30))
            }).AddArgument($server)
        $ticking = $clock.BeginInvoke()
        (Wait-DbxRun $run.RunId).State.ResultState | Should -Be 'SUCCESS'
        $null = $clock.EndInvoke($ticking)
        $clock.Dispose()
        @(Get-TestRequest $local -Path '*/runs/get' | Where-Object Query -Match 'include_history').Count |
            Should -BeGreaterOrEqual 2
    }

    It 'is an error for a run that failed, which is given all the same' {
        Set-DbxLocalTask only -ErrorMessage 'Out of disk.' -LocalWorkspace $local
        $run = $job | Start-DbxJobRun | Wait-DbxRun -ErrorAction SilentlyContinue -ErrorVariable failure
        $run.State.ResultState | Should -Be 'FAILED'
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId |
            Should -Be 'RunFailed,Databricks.Jobs.PowerShell.Commands.WaitDbxRunCommand'
        $failure[0].ToString() | Should -Match 'Task only ended in FAILED: Out of disk\.$'
    }

    It 'outlives a service that fails for a while' {
        $run = $job | Start-DbxJobRun
        Add-TestFault $local @{ Kind = 'Status'; Status = 429; RetryAfter = '0'; PathPattern = '*/runs/get' }
        (Wait-DbxRun $run.RunId).State.ResultState | Should -Be 'SUCCESS'
    }

    It 'gives up after -TimeoutSeconds and says how to go on' {
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $run = $job | Start-DbxJobRun
        $failure = Get-Failure { Wait-DbxRun $run.RunId -TimeoutSeconds 1 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunWaitTimeout,*'
        $failure.CategoryInfo.Category | Should -Be 'OperationTimeout'
        $failure.TargetObject | Should -Be $run.RunId
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $null = Stop-DbxRun $run.RunId
    }

    It 'gives the runs as they were last read when the wait times out: <Count>' -ForEach @(
        @{ Count = 1 }, @{ Count = 5 }
    ) {
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $started = 1..$Count | ForEach-Object { $job | Start-DbxJobRun }
        $runs = $started | Wait-DbxRun -TimeoutSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $runs.RunId | Sort-Object | Should -Be ($started.RunId | Sort-Object)
        $failure | Should -HaveCount $Count
        $failure[0].Exception.Run.RunId | Should -BeIn $runs.RunId
    }

    It 'stops the run then with -StopOnTimeout' {
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $run = $job | Start-DbxJobRun
        $failure = Get-Failure { Wait-DbxRun $run.RunId -TimeoutSeconds 1 -StopOnTimeout }
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunWaitTimeout,*'
        $failure.Exception.WasStopped | Should -BeTrue
        Get-TestRequest $local -Path '*/cancel' | Should -HaveCount 1
    }

    It 'says when the run could not be canceled, and still that the wait timed out' {
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $runs = $job, $job | Start-DbxJobRun
        Add-TestFault $local @{ Kind = 'Status'; Status = 403; PathPattern = '*/cancel'; Times = -1 }
        $failure = Get-Failure { $runs | Wait-DbxRun -TimeoutSeconds 1 -StopOnTimeout -ErrorAction Continue }
        $failure | Should -HaveCount 2
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunWaitTimeout,*'
        $failure.Exception.WasStopped | Should -Not -Contain $true
        $failure[0].ToString() | Should -Match 'could not be canceled'
        $failure.TargetObject | Sort-Object | Should -Be ($runs.RunId | Sort-Object)
    }

    It 'stops nothing on Ctrl+C, whoever started it' {
        (Get-Command Wait-DbxRun).Parameters.Keys | Should -Not -Contain 'StopOnCancel'
    }

    It 'shows that the service does not answer and since when: <Count> run(s)' -ForEach @{ Count = 1 }, @{ Count = 5 } {
        $shell = [powershell]::Create()
        try {
            $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
            $runs = 1..$Count | ForEach-Object { $job | Start-DbxJobRun }
            Add-TestFault $local @{ Kind = 'Status'; Status = 500; Message = 'Out of order'; Times = -1 }
            $null = $shell.AddScript({
                    param($manifest, $connection, $runId)
                    Import-Module $manifest
                    Wait-DbxRun $runId -Workspace $connection
                }).AddArgument($manifest).AddArgument((Get-DbxWorkspace)).AddArgument($runs.RunId)
            $waiting = $shell.BeginInvoke()
            Wait-Until { $shell.Streams.Warning.Count -gt 0 }
            $waiting.IsCompleted | Should -BeFalse
            $shell.EndStop($shell.BeginStop($null, $null))
            $shell.Streams.Warning | Should -HaveCount 1
            "$($shell.Streams.Warning[0])" | Should -Match 'not returned a valid response since \d+.+Out of order'
            @($shell.Streams.Progress | Where-Object CurrentOperation -Match 'no valid response since .+Out of order') |
                Should -Not -BeNullOrEmpty
        } finally {
            $shell.Dispose()
        }
    }

    It 'asks nothing with -Debug, and waits through an outage' {
        $shell = [powershell]::Create()
        try {
            $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
            $run = $job | Start-DbxJobRun
            Add-TestFault $local @{ Kind = 'Status'; Status = 500; Message = 'Out of order'; Times = -1 }
            $null = $shell.AddScript({
                    param($manifest, $connection, $runId)
                    Import-Module $manifest
                    Wait-DbxRun $runId -Workspace $connection -Debug
                }).AddArgument($manifest).AddArgument((Get-DbxWorkspace)).AddArgument($run.RunId)
            $waiting = $shell.BeginInvoke()
            # A prompt would fail, as the host has no user interface.
            Wait-Until {
                $waiting.IsCompleted -or @($shell.Streams.Debug) -match 'Warning: .*not returned a valid response since'
            }
            $waiting.IsCompleted | Should -BeFalse
            $shell.EndStop($shell.BeginStop($null, $null))
            $shell.Streams.Error | Should -BeNullOrEmpty
        } finally {
            $shell.Dispose()
        }
    }

    It 'names a run that there is not' {
        $failure = Get-Failure { Wait-DbxRun 4711 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $failure.TargetObject | Should -Be 4711
    }

    It 'shows how far the run is' {
        $shell = [powershell]::Create()
        try {
            $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
            $run = $job | Start-DbxJobRun
            $null = $shell.AddScript({
                    param($manifest, $connection, $runId)
                    Import-Module $manifest
                    Wait-DbxRun $runId -Workspace $connection
                }).AddArgument($manifest).AddArgument((Get-DbxWorkspace)).AddArgument($run.RunId).Invoke()
            $lines = $shell.Streams.Progress | Where-Object Activity -Match $run.RunId
            $lines[0].StatusDescription | Should -Match '1 of 1 tasks'
            $lines[-1].RecordType | Should -Be 'Completed'
        } finally {
            $shell.Dispose()
        }
    }

    It 'shows which task runs, and for how long, in the status' {
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $shell = [powershell]::Create()
        try {
            $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
            $run = $job | Start-DbxJobRun
            $null = $shell.AddScript({
                    param($manifest, $connection, $runId)
                    Import-Module $manifest
                    Wait-DbxRun $runId -Workspace $connection -TimeoutSeconds 1
                }).AddArgument($manifest).AddArgument((Get-DbxWorkspace)).AddArgument($run.RunId).Invoke()
            $shell.Streams.Progress[0].StatusDescription | Should -Match '^RUNNING only.*: 0 of 1 tasks ended$'
        } finally {
            $shell.Dispose()
        }
    }

    It 'rejects a missing ID before anything is sent: <Name>' -ForEach @(
        @{ Name = 'null'; Ids = $null }
        @{ Name = 'a list with null'; Ids = @($null) }
        @{ Name = 'an ID and null'; Ids = @(5, $null) }
    ) {
        (Get-LocalServer $local).ClearRequests()
        { Wait-DbxRun $Ids -ErrorAction Stop } | Should -Throw -ExpectedMessage '*null*'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}
