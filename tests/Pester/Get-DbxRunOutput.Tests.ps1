BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxRunOutput' {
    BeforeAll {
        Set-DbxLocalTask extract -Output '{"rows": 12}'
        Set-DbxLocalTask script -Logs "read 12 rows`ndone"
        Set-DbxLocalTask transform -ErrorMessage 'Column id not found.' -ErrorTrace "Traceback`n  line 7" -Logs 'log'
        $job = Add-TestJob -Task extract, transform, load -Chain
        $run = $job | Start-DbxJobRun -Wait -ErrorAction Ignore
    }

    BeforeEach {
        (Get-LocalServer $local).ClearRequests()
        (Get-LocalServer $local).ClearFaults()
    }

    It 'gives the outputs of all tasks, each after those it depends on' {
        $outputs = $run | Get-DbxRunOutput
        $outputs.TaskKey | Should -Be 'extract', 'transform', 'load'
        $outputs.Result | Should -Be 'SUCCESS', 'FAILED', 'UPSTREAM_FAILED'
        $outputs.ParentRunId | Select-Object -Unique | Should -Be $run.RunId
        $outputs.JobId | Select-Object -Unique | Should -Be $job.JobId
    }

    It 'gives what a script printed' {
        $script = New-DbxJob -Name s -Task @{ task_key = 'script'; spark_python_task = @{ python_file = '/a.py' } }
        ($script | Start-DbxJobRun -Wait | Get-DbxRunOutput).Logs | Should -Be "read 12 rows`ndone"
    }

    It 'gives what a notebook returned' {
        $output = Get-DbxRunOutput $run.RunId -TaskKey extract
        ($output.NotebookResult | ConvertFrom-Json).rows | Should -Be 12
        $output.Error | Should -BeNullOrEmpty
        $output.Truncated | Should -BeFalse
        $output.LogsTruncated | Should -BeFalse
    }

    It 'gives why a task failed, and where' {
        $output = Get-DbxRunOutput $run.RunId -TaskKey transform
        $output.Error | Should -Be 'Column id not found.'
        $output.ErrorTrace | Should -Be "Traceback`n  line 7"
    }

    It 'gives a task that never ran without asking for its output' {
        $output = Get-DbxRunOutput $run.RunId -TaskKey load
        $output.Result | Should -Be 'UPSTREAM_FAILED'
        $output.Duration | Should -BeNullOrEmpty
        Get-TestRequest $local -Path '*/get-output' | Should -BeNullOrEmpty
    }

    It 'asks for the outputs that are wanted only' {
        (Get-DbxRunOutput $run.RunId -TaskKey 'EX*', 'nothing').TaskKey | Should -Be 'extract'
        Get-TestRequest $local -Path '*/get-output' | Should -HaveCount 1
    }

    It 'gives with -FailedOnly what did not succeed' {
        ($run | Get-DbxRunOutput -FailedOnly).TaskKey | Should -Be 'transform', 'load'
    }

    It 'takes the id of the run of one task' {
        $task = $run.Tasks | Where-Object TaskKey -EQ transform
        ($task | Get-DbxRunOutput).Error | Should -Be 'Column id not found.'
    }

    It 'takes runs of a list' {
        (Get-DbxRun -JobId $job.JobId | Get-DbxRunOutput).TaskKey | Should -HaveCount 3
    }

    It 'tells what was cut' {
        $body = '{"notebook_output":{"result":"part","truncated":true},"logs":"end","logs_truncated":true}'
        Add-TestFault $local @{
            Kind = 'RawBody'; PathPattern = '*/get-output'; Body = $body; ContentType = 'application/json'
        }
        $output = Get-DbxRunOutput $run.RunId -TaskKey extract
        $output.Truncated | Should -BeTrue
        $output.LogsTruncated | Should -BeTrue
    }

    It 'gives the others when the output of one cannot be had' {
        Add-TestFault $local @{
            Kind = 'Status'; Status = 400; ErrorCode = 'INVALID_PARAMETER_VALUE'; Message = 'No output here.'
            PathPattern = '*/get-output'
        }
        # Which of the two requests meets the fault is open: they are under way together.
        $pair = Add-TestJob -Task extract, extract2 | Start-DbxJobRun -Wait
        $outputs = $pair | Get-DbxRunOutput -ErrorAction Stop
        $outputs | Should -HaveCount 2
        @($outputs | Where-Object Error -EQ 'No output here.') | Should -HaveCount 1
        @($outputs | Where-Object { -not $_.Error -and $_.Output }) | Should -HaveCount 1
    }

    It 'gives every task when the output of one is rejected with <Status>, and one error' -ForEach @(
        @{ Status = 403; Id = 'PermissionDenied' }
        @{ Status = 501; Id = 'ServiceError' }
    ) {
        $pair = Add-TestJob -Task extract, transform | Start-DbxJobRun -Wait -ErrorAction Ignore
        Add-TestFault $local @{ Kind = 'Status'; Status = $Status; PathPattern = '*/get-output' }
        $outputs = $pair | Get-DbxRunOutput -ErrorAction SilentlyContinue -ErrorVariable failure
        $outputs.TaskKey | Should -Be 'extract', 'transform'
        @($outputs | Where-Object Output) | Should -HaveCount 1
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure[0].TargetObject | Should -Be ($outputs | Where-Object { -not $_.Output }).RunId
        # What the run itself says of the task is still there.
        ($outputs | Where-Object TaskKey -EQ transform).Error | Should -Not -BeNullOrEmpty
    }

    It 'shows the output of a SQL task in the table' {
        $body = '{"sql_output":{"alert_output":{"alert_state":"TRIGGERED"}}}'
        Add-TestFault $local @{
            Kind = 'RawBody'; PathPattern = '*/get-output'; Body = $body; ContentType = 'application/json'
        }
        Get-DbxRunOutput $run.RunId -TaskKey extract | Out-String | Should -Match 'SUCCESS .* alert TRIGGERED'
    }

    It 'names a run that there is not, and goes on' {
        $outputs = Get-DbxRunOutput 4711, $run.RunId -ErrorAction SilentlyContinue -ErrorVariable failure
        $outputs | Should -HaveCount 3
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $failure[0].TargetObject | Should -Be 4711
    }

    It 'gives nothing for a task key that there is not' {
        $run | Get-DbxRunOutput -TaskKey nothing -ErrorAction Stop | Should -BeNullOrEmpty
    }
}

Describe 'Get-DbxRunOutput of tasks that were tried several times' {
    It 'gives the last attempts only' {
        Set-DbxLocalTask flaky -FailTimes 2 -ErrorMessage 'Not yet.' -Output 'at last' -LocalWorkspace $local
        $job = New-DbxJob @{
            name = 'retries'
            tasks = @{
                task_key = 'flaky'; max_retries = 3; min_retry_interval_millis = 0
                notebook_task = @{ notebook_path = '/a' }
            }
        }
        $run = $job | Start-DbxJobRun -Wait
        @($run.Tasks).Count | Should -BeGreaterThan 1
        $output = $run | Get-DbxRunOutput
        $output | Should -HaveCount 1
        $output.AttemptNumber | Should -Be 2
        $output.NotebookResult | Should -Be 'at last'
        $output.Error | Should -BeNullOrEmpty
    }
}

Describe 'Get-DbxRunOutput of a loop' {
    It 'gives the iterations with -IncludeIterations' {
        $job = New-DbxJob @{
            name = 'loop'
            tasks = @{
                task_key = 'each'
                for_each_task = @{
                    inputs = '["a", "b", "c"]'
                    task = @{ task_key = 'one'; notebook_task = @{ notebook_path = '/a' } }
                }
            }
        }
        $run = $job | Start-DbxJobRun -Wait
        $run | Get-DbxRunOutput | Should -HaveCount 1
        $run | Get-DbxRunOutput -IncludeIterations | Should -HaveCount 4
    }

    It 'shows which iteration a row is, and its input' {
        $job = New-DbxJob @{
            name = 'loop'
            tasks = @{
                task_key = 'each'
                for_each_task = @{
                    inputs = '["north", "south"]'
                    task = @{
                        task_key = 'one'
                        notebook_task = @{ notebook_path = '/a'; base_parameters = @{ region = '{{input}}' } }
                    }
                }
            }
        }
        $outputs = $job | Start-DbxJobRun -Wait | Get-DbxRunOutput -IncludeIterations
        $outputs.Iteration | Should -Be $null, 1, 2
        $outputs.Input | Should -Be $null, 'region=north', 'region=south'
        $outputs | Format-Table -View TaskOutputIterations | Out-String -Width 120 |
            Should -Match '(?s)TaskKey +Iteration +Input +State.*one +1 +region=north.*one +2 +region=south'
    }
}
