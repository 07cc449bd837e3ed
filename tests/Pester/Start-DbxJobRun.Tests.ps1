BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $server = Get-LocalServer $local
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Start-DbxJobRun' {
    BeforeAll {
        $job = Add-TestJob -Setting @{ parameters = @{ name = 'date'; default = 'today' } }

        function Get-SentRun {
            (Get-TestRequest $local -Path '*/run-now' | Select-Object -Last 1).Body | ConvertFrom-Json
        }
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'tells who gives a name what the id of a run is' {
        (Get-Failure { Wait-DbxRun nightly }).ToString() | Should -Match "'nightly' is not a valid run ID"
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'gives the run that it started' {
        $run = Start-DbxJobRun $job.JobId
        $run.GetType().FullName | Should -Be 'Databricks.Jobs.Models.Run'
        $run.JobId | Should -Be $job.JobId
        (Get-DbxRun $run.RunId).RunId | Should -Be $run.RunId
    }

    It 'takes jobs from the pipeline and starts a run of each' {
        $second = Add-TestJob
        $runs = $job, $second | Start-DbxJobRun
        $runs.JobId | Should -Be $job.JobId, $second.JobId
    }

    It 'takes jobs from a list and rows of a CSV file' {
        (Get-DbxJob -First 1 | Start-DbxJobRun).RunId | Should -BeGreaterThan 0
        ([pscustomobject]@{ job_id = "$($job.JobId)" } | Start-DbxJobRun).JobId | Should -Be $job.JobId
    }

    It 'sends job parameters as text' {
        $null = Start-DbxJobRun $job.JobId @{ date = '2026-11-20'; rows = 5; full = $true }
        $sent = (Get-SentRun).job_parameters
        $sent.date | Should -Be '2026-11-20'
        $sent.rows | Should -BeOfType [string]
        $sent.rows | Should -Be '5'
        $sent.full | Should -Be 'true'
    }

    It 'shows the parameters in the run' {
        $run = $job | Start-DbxJobRun -JobParameter @{ date = 'then' } -Wait
        ($run.JobParameters | Where-Object Name -EQ date).Value | Should -Be 'then'
    }

    It 'refuses a parameter that is no text before it sends anything' {
        $failure = Get-Failure { Start-DbxJobRun $job.JobId @{ date = @{ a = 1 } } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
        $failure.ToString() | Should -Match 'JobParameter\.date'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'refuses job parameters together with the older ones before it sends anything' {
        $failure = Get-Failure { Start-DbxJobRun $job.JobId @{ date = 'x' } -NotebookParameter @{ a = 'b' } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'sends the tasks to run, the queue and the target' {
        $null = Start-DbxJobRun $job.JobId -Only only -Queue:$false -PerformanceTarget STANDARD
        $sent = Get-SentRun
        , $sent.only | Should -BeOfType [array]
        $sent.queue.enabled | Should -BeFalse
        $sent.performance_target | Should -Be 'STANDARD'
    }

    It 'starts nothing with -WhatIf' {
        Start-DbxJobRun $job.JobId -WhatIf | Should -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'names the job that there is not, and goes on' {
        $runs = Start-DbxJobRun 4711, $job.JobId -ErrorAction SilentlyContinue -ErrorVariable failure
        $runs | Should -HaveCount 1
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId |
            Should -Be 'NotFound,Databricks.Jobs.PowerShell.Commands.StartDbxJobRunCommand'
        $failure[0].TargetObject | Should -Be 4711
    }
}

Describe 'Start-DbxJobRun and the same intent twice' {
    BeforeAll {
        $job = Add-TestJob
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'gives each start a token of its own' {
        $null = $job, $job | Start-DbxJobRun
        $tokens = Get-TestRequest $local -Path '*/run-now' | ForEach-Object {
            ($_.Body | ConvertFrom-Json).idempotency_token
        }
        $tokens | Select-Object -Unique | Should -HaveCount 2
    }

    It 'gives the same run for the same token' {
        $first = $job | Start-DbxJobRun -IdempotencyToken 'nightly 2026-11-20'
        $second = $job | Start-DbxJobRun -IdempotencyToken 'nightly 2026-11-20'
        $second.RunId | Should -Be $first.RunId
    }

    It 'refuses a token of more than 64 characters' {
        (Get-Failure { $job | Start-DbxJobRun -IdempotencyToken ('x' * 65) }).CategoryInfo.Category |
            Should -Be 'InvalidData'
    }

    It 'makes exactly one run when the answer is lost after the change' {
        $fresh = Add-TestJob
        Add-TestFault $local @{ Kind = 'ResponseLost'; PathPattern = '*/run-now' }
        $run = $fresh | Start-DbxJobRun
        @(Get-DbxRun -JobId $fresh.JobId).RunId | Should -Be $run.RunId
        Get-TestRequest $local -Path '*/run-now' | Should -HaveCount 2
    }
}

Describe 'Start-DbxJobRun -Wait' {
    BeforeAll {
        $job = Add-TestJob -Task first, second, third -Chain
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'gives the run as it ended' {
        $run = $job | Start-DbxJobRun -Wait -ErrorVariable failure
        $run | Should -HaveCount 1
        $run.State.LifeCycleState | Should -Be 'TERMINATED'
        $run.State.ResultState | Should -Be 'SUCCESS'
        $run.EndTime | Should -Not -BeNullOrEmpty
        $failure | Should -BeNullOrEmpty
    }

    Context 'when a task fails' {
        BeforeEach {
            Set-DbxLocalTask second -ErrorMessage 'Table orders not found.' -LocalWorkspace $local
        }

        It 'gives the run all the same, and an error that names the task and why' {
            $run = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue -ErrorVariable failure
            $run | Should -HaveCount 1
            $run.State.ResultState | Should -Be 'FAILED'
            $failure | Should -HaveCount 1
            $failure[0].FullyQualifiedErrorId |
                Should -Be 'RunFailed,Databricks.Jobs.PowerShell.Commands.StartDbxJobRunCommand'
            $failure[0].CategoryInfo.Category | Should -Be 'InvalidResult'
            $failure[0].ToString() | Should -BeExactly (
                "Run $($run.RunId) ended in FAILED. Task second ended in FAILED: Table orders not found.`n" +
                'Tasks that did not run because of this: third.')
            $failure[0].TargetObject | Should -Be $run.RunId
            $failure[0].ErrorDetails.RecommendedAction |
                Should -Match "repair the run: Invoke-DbxRunRepair $($run.RunId) -Wait$"
        }

        It 'shows the line that matters of a long stack trace, and recommends commands that can be run' {
            $trace = "Traceback (most recent call last):`n  File `"a.py`", line 1`nKeyError: 'orders'`n`n" +
                "The above exception was the direct cause of the following exception:`n`n" +
                "Traceback (most recent call last):`n  File `"b.py`", line 2`nRuntimeError: cannot load"
            Set-DbxLocalTask second -ErrorMessage 'RuntimeError: cannot load' -ErrorTrace $trace -FailTimes 1 `
                -LocalWorkspace $local
            $run = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue -ErrorVariable failure
            "$($failure[0])" | Should -Match "Task second ended in FAILED: KeyError: 'orders'\."
            $failure[0].Exception.Failure.Error | Should -Be 'RuntimeError: cannot load'
            $failure[0].Exception.Failure.Trace | Should -Be $trace
            $failure[0].Exception.Failure.Blocked | Should -Be 'third'
            $null = $failure[0].ErrorDetails.RecommendedAction -match '(?m)run: (.+)$'
            (Invoke-Expression $Matches[1]).State.ResultState | Should -Be 'SUCCESS'
        }

        It 'recommends commands for the workspace of the run' {
            $there = Get-DbxWorkspace
            $other = Start-DbxLocalWorkspace
            $null = $other | Connect-DbxWorkspace
            try {
                $null = Start-DbxJobRun $job.JobId -Wait -Workspace $there -ErrorAction SilentlyContinue `
                    -ErrorVariable failure
                $failure[0].ErrorDetails.RecommendedAction | Should -Match "-Wait -Workspace $there$"
            } finally {
                $null = Select-DbxWorkspace $there
                $null = $other | Stop-DbxLocalWorkspace
            }
        }

        It 'ends a script with -ErrorAction Stop, in a way that can be caught by name' {
            $caught = $null
            try {
                $job | Start-DbxJobRun -Wait -ErrorAction Stop
            } catch [Databricks.Jobs.Runs.RunFailedException] {
                $caught = $_.Exception
            }
            $caught.FailedTasks.TaskKey | Should -Be 'second'
            $caught.FailedTasks[0].Message | Should -Be 'Table orders not found.'
            $caught.Run.JobId | Should -Be $job.JobId
        }

        It 'goes on with the next job' {
            $good = Add-TestJob -Task fine
            $runs = $job, $good | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue
            $runs.State.ResultState | Should -Be 'FAILED', 'SUCCESS'
        }
    }

    It 'takes a part that failed for a failure, unless it is told otherwise' {
        $partly = New-DbxJob @{
            name = 'partly'
            tasks = @(
                @{ task_key = 'shaky'; notebook_task = @{ notebook_path = '/a' } }
                @{
                    task_key = 'clean_up'; notebook_task = @{ notebook_path = '/b' }
                    depends_on = @{ task_key = 'shaky' }; run_if = 'ALL_DONE'
                }
            )
        }
        Set-DbxLocalTask shaky -Result FAILED -LocalWorkspace $local
        $run = $partly | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue -ErrorVariable failure
        $run.State.ResultState | Should -Be 'SUCCESS_WITH_FAILURES'
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunFailed,*'
        { $partly | Start-DbxJobRun -Wait -AcceptSuccessWithFailures -ErrorAction Stop } | Should -Not -Throw
    }

    It 'takes <Result> for a failure' -ForEach @{ Result = 'TIMEDOUT' }, @{ Result = 'CANCELED' } {
        Set-DbxLocalTask first -Result $Result -LocalWorkspace $local
        $null = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunFailed,*'
    }

    It 'gives up after -TimeoutSeconds, and the run goes on' {
        Set-DbxLocalTask first -DurationSeconds 1e9 -LocalWorkspace $local
        $run = $job | Start-DbxJobRun -Wait -TimeoutSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $run | Should -HaveCount 1
        $run.RunId | Should -Be $failure[0].Exception.RunId
        $run.State.LifeCycleState | Should -Be 'RUNNING'
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunWaitTimeout,*'
        $failure[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'wait again'
        (Get-DbxRun $failure[0].Exception.RunId).State.LifeCycleState | Should -Be 'RUNNING'
        Get-TestRequest $local -Path '*/runs/cancel' | Should -BeNullOrEmpty
        Stop-DbxRun $failure[0].Exception.RunId
    }

    It 'stops the run after -TimeoutSeconds with -StopOnTimeout' {
        Set-DbxLocalTask first -DurationSeconds 1e9 -LocalWorkspace $local
        $failure = Get-Failure { $job | Start-DbxJobRun -Wait -TimeoutSeconds 1 -StopOnTimeout }
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunWaitTimeout,*'
        Get-TestRequest $local -Path '*/runs/cancel' | Should -HaveCount 1
        (Wait-DbxRun $failure.Exception.RunId -ErrorAction Ignore).State.ResultState | Should -Be 'CANCELED'
    }

    It 'starts all jobs before it waits, with few requests, and gives each run when it ends' {
        $jobs = 'slow', 'quick', 'third', 'fourth', 'fifth' | ForEach-Object { Add-TestJob -Task $_ }
        Set-DbxLocalTask slow -DurationSeconds 1.5e5 -LocalWorkspace $local
        $runs = $jobs | Start-DbxJobRun -Wait
        $runs | Should -HaveCount 5
        $runs[-1].JobId | Should -Be $jobs[0].JobId
        $paths = @(Get-TestRequest $local).Path -replace '.*/(jobs|runs)/'
        ($paths -eq 'run-now') | Should -HaveCount 5
        $lastStart = [array]::LastIndexOf($paths, 'run-now')
        $paths[0..$lastStart] | Should -Not -Contain 'list'
        $paths[0..$lastStart] | Should -Not -Contain 'get'
        $paths[$lastStart + 1] | Should -Be 'list' -Because 'one request has all runs'
    }

    It 'returns all runs when the wait for several times out' {
        Set-DbxLocalTask first -DurationSeconds 1e9 -LocalWorkspace $local
        $other = Add-TestJob -Task first
        $runs = $job, $other |
            Start-DbxJobRun -Wait -TimeoutSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failure
        $runs.JobId | Sort-Object | Should -Be ($job.JobId, $other.JobId | Sort-Object)
        $failure.FullyQualifiedErrorId | Should -HaveCount 2
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunWaitTimeout,*'
        $runs | Stop-DbxRun
    }

    It 'lets an error of the next command through as it is' {
        { $job | Start-DbxJobRun -Wait | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
    }
}

Describe 'A run that was started and cannot be read' {
    BeforeEach {
        Clear-TestWorkspace $local
        $job = Add-TestJob
    }

    It 'is returned with its ID and reported with its token: <What>' -ForEach @(
        @{ What = 'not found'; Fault = @{ Kind = 'Status'; Status = 404 }; Category = 'ObjectNotFound' }
        @{ What = 'not allowed'; Fault = @{ Kind = 'Status'; Status = 403 }; Category = 'PermissionDenied' }
        @{ What = 'a login page'
            Fault = @{ Kind = 'RawBody'; Body = '<html>Sign in</html>'; ContentType = 'text/html' }
            Category = 'ProtocolError' }
    ) {
        Add-TestFault $local ($Fault + @{ PathPattern = '*/runs/get'; Times = -1 })
        $run = $job |
            Start-DbxJobRun -IdempotencyToken "t-$Category" -ErrorAction SilentlyContinue -ErrorVariable failure
        $run | Should -BeOfType Databricks.Jobs.Models.Run
        $run.JobId | Should -Be $job.JobId
        (Get-LocalServer $local).ClearFaults()
        (Get-DbxRun $run.RunId).JobId | Should -Be $job.JobId
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'RunNotRead,*'
        $failure[0].CategoryInfo.Category | Should -Be $Category
        $failure[0].TargetObject | Should -Be $run.RunId
        $failure[0].ToString() | Should -Match "^Run $($run.RunId) was started \(idempotency token t-$Category\), but"
        $failure[0].ErrorDetails.RecommendedAction | Should -Match "Wait-DbxRun $($run.RunId)"
    }

    It 'is returned before -ErrorAction Stop ends the script' {
        Add-TestFault $local @{ Kind = 'Status'; Status = 403; PathPattern = '*/runs/get'; Times = -1 }
        $caught = $null
        try {
            $null = $job | Start-DbxJobRun -ErrorAction Stop -OutVariable run
        } catch {
            $caught = $_
        }
        $caught.ToString() | Should -Match "^Run $($run[0].RunId) was started"
    }

    It 'is returned with what is known when the wait fails' {
        Add-TestFault $local @{ Kind = 'Status'; Status = 400; PathPattern = '*/runs/get'; Times = -1 }
        $run = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue -ErrorVariable failure
        $run.JobId | Should -Be $job.JobId
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunNotRead,*'
    }

    It 'is waited for among several, as soon as it is found: <Status>' -ForEach @{ Status = 404 }, @{ Status = 403 } {
        Add-TestFault $local @{ Kind = 'Status'; Status = $Status; PathPattern = '*/runs/get'; Times = 2 }
        $runs = $job, (Add-TestJob) | Start-DbxJobRun -Wait -ErrorVariable failure -WarningAction SilentlyContinue
        $failure | Should -BeNullOrEmpty
        $runs.State.ResultState | Should -Be 'SUCCESS', 'SUCCESS'
    }

    It 'is waited for with -Wait, as soon as it is found: <Status>' -ForEach @{ Status = 404 }, @{ Status = 403 } {
        Add-TestFault $local @{ Kind = 'Status'; Status = $Status; PathPattern = '*/runs/get'; Times = 1 }
        $run = $job | Start-DbxJobRun -Wait -ErrorVariable failure -WarningAction SilentlyContinue
        $failure | Should -BeNullOrEmpty
        $run.State.ResultState | Should -Be 'SUCCESS'
    }
}

Describe 'A parameter of Start-DbxJobRun that is specified without a value' {
    It 'is an error before anything is sent: -<Parameter> <Name>' -ForEach @(
        @{ Parameter = 'Only'; Name = 'empty'; Value = @() }
        @{ Parameter = 'Only'; Name = 'null'; Value = $null }
        @{ Parameter = 'JobParameter'; Name = 'null'; Value = $null }
        @{ Parameter = 'NotebookParameter'; Name = 'null'; Value = $null }
        @{ Parameter = 'PythonParameter'; Name = 'null'; Value = $null }
        @{ Parameter = 'DbtCommand'; Name = 'empty'; Value = @() }
        @{ Parameter = 'JobId'; Name = 'null'; Value = $null }
        @{ Parameter = 'JobId'; Name = 'a list with null'; Value = @($null) }
    ) {
        $given = @{ JobId = $job.JobId }
        $given[$Parameter] = $Value
        (Get-LocalServer $local).ClearRequests()
        { Start-DbxJobRun @given -ErrorAction Stop } | Should -Throw
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'starts nothing for jobs that a pipeline does not have' {
        @() | Start-DbxJobRun | Should -BeNullOrEmpty
    }
}
