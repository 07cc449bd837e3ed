BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Set-DbxLocalTask' {
    BeforeEach {
        Clear-TestWorkspace $local
        $null = $local | Connect-DbxWorkspace
    }

    It 'says how a task ends: <_>' -ForEach 'SUCCESS', 'FAILED', 'TIMEDOUT', 'CANCELED' {
        Set-DbxLocalTask only -Result $_
        $run = Add-TestJob | Start-DbxJobRun -Wait -ErrorAction Ignore
        $run.Tasks[0].State.ResultState | Should -Be $_
    }

    It 'says how long it runs, in seconds of the workspace' {
        Set-DbxLocalTask only -DurationSeconds 90 -SetupSeconds 30
        $run = Add-TestJob | Start-DbxJobRun -Wait
        $run.Tasks[0].ExecutionDuration | Should -Be ([timespan]::FromSeconds(90))
        $run.Tasks[0].SetupDuration | Should -Be ([timespan]::FromSeconds(30))
    }

    It 'says what it returns and prints' {
        Set-DbxLocalTask only -Output 'result' -Logs 'log'
        (Add-TestJob | Start-DbxJobRun -Wait | Get-DbxRunOutput).NotebookResult | Should -Be 'result'
        $script = New-DbxJob -Name s -Task @{ task_key = 'only'; spark_python_task = @{ python_file = '/a.py' } }
        ($script | Start-DbxJobRun -Wait | Get-DbxRunOutput).Logs | Should -Be 'log'
    }

    It 'lets it fail a few times' {
        Set-DbxLocalTask only -FailTimes 1
        $run = Add-TestJob | Start-DbxJobRun -Wait -ErrorAction Ignore
        $run.State.ResultState | Should -Be 'FAILED'
        ($run | Invoke-DbxRunRepair -Wait).State.ResultState | Should -Be 'SUCCESS'
    }

    It 'sets values that later tasks read' {
        Set-DbxLocalTask count -Value @{ rows = 7 }
        $job = New-DbxJob @{
            name = 'values'
            tasks = @(
                @{ task_key = 'count'; notebook_task = @{ notebook_path = '/a' } }
                @{
                    task_key = 'enough'; depends_on = @{ task_key = 'count' }
                    condition_task = @{ left = '{{tasks.count.values.rows}}'; op = 'EQUAL_TO'; right = '7' }
                }
            )
        }
        $run = $job | Start-DbxJobRun -Wait
        ($run.Tasks | Where-Object TaskKey -EQ enough).ConditionTask.Outcome | Should -Be 'true'
    }

    It 'takes wildcards, several keys and the name of a job' {
        Set-DbxLocalTask 'a*', b -Result FAILED -JobName 'bad*'
        $keys = 'a1', 'b', 'c'
        $bad = Add-TestJob -Name 'bad one' -Task $keys | Start-DbxJobRun -Wait -ErrorAction Ignore
        $good = Add-TestJob -Name 'good one' -Task $keys | Start-DbxJobRun -Wait
        ($bad.Tasks | Where-Object { $_.State.ResultState -eq 'FAILED' }).TaskKey | Should -Be 'a1', 'b'
        $good.State.ResultState | Should -Be 'SUCCESS'
    }

    It 'takes the workspace from the pipeline' {
        $local | Set-DbxLocalTask only -Result FAILED
        $run = Add-TestJob | Start-DbxJobRun -Wait -ErrorAction Ignore
        $run.State.ResultState | Should -Be 'FAILED'
    }

    It 'changes nothing with -WhatIf' {
        Set-DbxLocalTask only -Result FAILED -WhatIf
        (Add-TestJob | Start-DbxJobRun -Wait).State.ResultState | Should -Be 'SUCCESS'
    }

    It 'wants to be told which of two workspaces, where neither is connected' {
        Disconnect-DbxWorkspace
        $second = Start-DbxLocalWorkspace
        try {
            $failure = Get-Failure { Set-DbxLocalTask only -Result FAILED }
            $failure.FullyQualifiedErrorId | Should -BeLike 'NoLocalWorkspace,*'
            $failure.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $failure.ErrorDetails.RecommendedAction | Should -Match '-LocalWorkspace'
        } finally {
            $second | Stop-DbxLocalWorkspace
        }
    }

    It 'refuses a value that is no text' {
        (Get-Failure { Set-DbxLocalTask only -Value @{ a = @{ b = 1 } } }).CategoryInfo.Category |
            Should -Be 'InvalidArgument'
    }
}
