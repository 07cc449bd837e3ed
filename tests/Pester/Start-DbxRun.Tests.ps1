# A run of tasks without a job, however it is written.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }

    function Get-SentRun {
        (Get-TestRequest $local -Path '*/runs/submit' | Select-Object -Last 1).Body | ConvertFrom-Json
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Start-DbxRun' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'starts a run and gives it' {
        $run = Start-DbxRun -Name once -Task $task
        $run.GetType().FullName | Should -Be 'Databricks.Jobs.Models.Run'
        $run.RunName | Should -Be 'once'
        $run.RunType | Should -Be 'SUBMIT_RUN'
    }

    It 'waits for the end with -Wait' {
        (Start-DbxRun -Name once -Task $task -Wait).State.ResultState | Should -Be 'SUCCESS'
    }

    It 'reports an ending that is no success' {
        Set-DbxLocalTask a -ErrorMessage 'No such table.' -Result FAILED -LocalWorkspace $local
        $run = Start-DbxRun -Task $task -Wait -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'RunFailed,*'
        $failure[0].TargetObject | Should -Be $run.RunId
    }

    It 'takes all settings in one: <What>' -ForEach @(
        @{ What = 'a hashtable'
            Value = @{ run_name = 'whole'; tasks = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } } } }
        @{ What = 'JSON text'
            Value = '{"run_name":"whole","tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/a"}}]}' }
        @{
            What = 'a custom object'
            Value = [pscustomobject]@{
                RunName = 'whole'
                Tasks = @([pscustomobject]@{ TaskKey = 'a'; NotebookTask = @{ NotebookPath = '/a' } })
            }
        }
    ) {
        (Start-DbxRun $Value).RunName | Should -Be 'whole'
        ($Value | Start-DbxRun).RunName | Should -Be 'whole'
        (Get-SentRun).tasks[0].notebook_task.notebook_path | Should -Be '/a'
    }

    It 'takes a typed object, lays parameters over it, and leaves it as it was' {
        $settings = [Databricks.Jobs.Models.SubmitRun]@{ RunName = 'old'; Tasks = @($task); TimeoutSeconds = 9 }
        $null = Start-DbxRun $settings -Name new -RunTimeoutSeconds 60
        $sent = Get-SentRun
        $sent.run_name | Should -Be 'new'
        $sent.timeout_seconds | Should -Be 60
        $settings.RunName | Should -Be 'old'
    }

    It 'reads a file' {
        $file = Join-Path $TestDrive 'run.json'
        '{"run_name":"file","tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/f"}}]}' | Set-Content $file
        $null = Start-DbxRun -Path $file -Tag @{ team = 'a' }
        (Get-SentRun).run_name | Should -Be 'file'
        (Get-SentRun).tags.team | Should -Be 'a'
    }

    It 'makes one run of all tasks that come down the pipeline' {
        $run = & {
            New-DbxTask load -NotebookPath /load
            New-DbxTask report -PythonFile /r.py -DependsOn load -EmailNotification @{ on_failure = 'a@example.com' }
        } | Start-DbxRun -Name piped -Wait
        @($run) | Should -HaveCount 1
        $run.Tasks.TaskKey | Should -Be 'load', 'report'
        @(Get-TestRequest $local -Path '*/runs/submit') | Should -HaveCount 1
        (Get-SentRun).tasks[1].email_notifications.on_failure | Should -Be 'a@example.com'
    }

    It 'adds tasks from the pipeline to settings and to -Task' {
        $null = New-DbxTask b -NotebookPath /b | Start-DbxRun @{ run_name = 'both' } -Task $task
        (Get-SentRun).run_name | Should -Be 'both'
        (Get-SentRun).tasks.task_key | Should -Be 'a', 'b'
    }

    It 'sends every parameter' {
        $null = Start-DbxRun -Task $task -PerformanceTarget standard -Queue:$false -IdempotencyToken same -GitSource @{
            git_url = 'https://example.com/x.git'; git_provider = 'gitHub'; git_branch = 'main'
        } -AccessControlList @{ user_name = 'a@example.com'; permission_level = 'CAN_VIEW' } -Environment @{
            environment_key = 'e'
        } -RunAs @{ user_name = 'b@example.com' } -WebhookNotification @{ on_start = @{ id = 'w' } } -Health @{
            rules = @{ metric = 'RUN_DURATION_SECONDS'; op = 'GREATER_THAN'; value = 5 }
        } -EmailNotification @{ on_success = 'c@example.com' }
        $sent = Get-SentRun
        $sent.performance_target | Should -BeExactly 'STANDARD'
        $sent.queue.enabled | Should -BeFalse
        $sent.idempotency_token | Should -Be 'same'
        $sent.git_source.git_branch | Should -Be 'main'
        $sent.access_control_list[0].permission_level | Should -Be 'CAN_VIEW'
        $sent.environments[0].environment_key | Should -Be 'e'
        $sent.run_as.user_name | Should -Be 'b@example.com'
        $sent.webhook_notifications.on_start[0].id | Should -Be 'w'
        $sent.health.rules[0].value | Should -Be 5
        $sent.email_notifications.on_success | Should -Be 'c@example.com'
    }

    It 'gives the same run for the same token' {
        $first = Start-DbxRun -Task $task -IdempotencyToken once-only
        (Start-DbxRun -Task $task -IdempotencyToken once-only).RunId | Should -Be $first.RunId
    }

    It 'starts one run when the answer is lost' {
        Add-TestFault $local @{ Kind = 'ResponseLost'; PathPattern = '*/runs/submit' }
        $run = Start-DbxRun -Name 'lost and found' -Task $task
        @(Get-DbxRun | Where-Object RunName -EQ 'lost and found') | Should -HaveCount 1
        $run.RunName | Should -Be 'lost and found'
    }

    It 'starts nothing with -WhatIf' {
        Start-DbxRun -Task $task -WhatIf | Should -BeNullOrEmpty
        New-DbxTask a -NotebookPath /a | Start-DbxRun -WhatIf | Should -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is known as Submit-DbxRun too' {
        (Get-Alias Submit-DbxRun).Definition | Should -Be 'Start-DbxRun'
    }
}

Describe 'Start-DbxRun is given something wrong' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    AfterEach {
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'wants a task' {
        $failure = Get-Failure { Start-DbxRun -Name empty }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        $failure.ToString() | Should -Match 'tasks: is missing'
    }

    It 'says that there are no job clusters' {
        $failure = Get-Failure { New-DbxTask a -NotebookPath /a -JobClusterKey small | Start-DbxRun }
        $failure.ToString() | Should -BeLike '*tasks`[0`].job_cluster_key*new_cluster*'
    }

    It 'names a wrong key' {
        (Get-Failure { Start-DbxRun @{ run_nam = 'x' } }).ToString() | Should -BeLike '*did you mean run_name?*'
    }

    It 'does not take a job for a run' {
        Get-Failure { [Databricks.Jobs.Models.Job]::new() | Start-DbxRun } | Should -Not -BeNullOrEmpty
    }

    It 'does not choose between settings and a file' {
        (Get-Failure { Start-DbxRun @{ run_name = 'y' } -Path x.json }).FullyQualifiedErrorId |
            Should -BeLike 'SettingsTwice,*'
    }
}

Describe 'A one-time run that was started and cannot be read' {
    It 'is returned with its ID and name, and reported with its token' {
        Clear-TestWorkspace $local
        Add-TestFault $local @{ Kind = 'Status'; Status = 404; PathPattern = '*/runs/get'; Times = -1 }
        $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
        $run = Start-DbxRun -Name lost -Task $task -IdempotencyToken t-lost `
            -ErrorAction SilentlyContinue -ErrorVariable failure
        $run.RunName | Should -Be 'lost'
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'RunNotRead,*'
        $failure[0].ToString() | Should -Match "^Run $($run.RunId) was started \(idempotency token t-lost\), but"
    }
}
