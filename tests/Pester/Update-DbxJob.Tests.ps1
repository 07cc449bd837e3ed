BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }

    function Get-Update {
        Get-TestRequest $local -Path '*/jobs/update'
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Update-DbxJob' {
    BeforeEach {
        $job = Add-TestJob -Task a, b -Chain -Name etl -Setting @{ description = 'before'; max_concurrent_runs = 1 }
        Clear-TestWorkspace $local
    }

    It 'sends what is given and nothing else' {
        Update-DbxJob $job.JobId -MaxConcurrentRuns 3
        (Get-Update).Body | Should -BeExactly "{`"job_id`":$($job.JobId),`"new_settings`":{`"max_concurrent_runs`":3}}"
        Get-TestRequest $local | Should -HaveCount 1
    }

    It 'takes settings as <What>' -ForEach @(
        @{ What = 'a hashtable'; Value = @{ max_concurrent_runs = 3 } }
        @{ What = 'JSON text'; Value = '{"max_concurrent_runs":3}' }
        @{ What = 'a custom object'; Value = [pscustomobject]@{ MaxConcurrentRuns = 3 } }
    ) {
        Update-DbxJob $job.JobId $Value
        (Get-Update).Body | Should -Match '"new_settings":{"max_concurrent_runs":3}}$'
    }

    It 'takes settings from a file, with single parameters laid over' {
        $file = Join-Path $TestDrive 'change.json'
        '{"description":"file","timeout_seconds":60}' | Set-Content $file
        Update-DbxJob $job.JobId -Path $file -Description mine
        (Get-Update).Body | Should -Match '"new_settings":{"description":"mine","timeout_seconds":60}'
    }

    It 'takes of jobs that are piped the ids alone' {
        $other = Add-TestJob -Name other
        $job, $other | Update-DbxJob -MaxConcurrentRuns 5
        Get-Update | Should -HaveCount 2
        (Get-Update)[0].Body | Should -Not -Match 'tasks'
        (Get-DbxJob $job.JobId, $other.JobId).Settings.MaxConcurrentRuns | Should -Be 5, 5
    }

    It 'takes ids from the pipeline' {
        $job.JobId | Update-DbxJob -MaxConcurrentRuns 6
        (Get-DbxJob $job.JobId).Settings.MaxConcurrentRuns | Should -Be 6
    }

    It 'merges tasks by their key, and may name tasks and clusters that only the job has' {
        $after = Update-DbxJob $job.JobId -PassThru -Task @(
            @{ task_key = 'b'; depends_on = @{ task_key = 'a' }; notebook_task = @{ notebook_path = '/new' } }
            @{ task_key = 'c'; depends_on = @{ task_key = 'b' }; notebook_task = @{ notebook_path = '/c' } }
        )
        $after | Should -BeOfType ([Databricks.Jobs.Models.Job])
        $after.Settings.Tasks.TaskKey | Should -Be 'a', 'b', 'c'
        $after.Settings.Tasks[1].NotebookTask.NotebookPath | Should -Be '/new'
    }

    It 'removes settings and tasks, in either spelling' {
        Update-DbxJob $job.JobId -FieldsToRemove Description, tasks/b
        (Get-Update).Body | Should -Match '"fields_to_remove":\["description","tasks/b"\]}$'
        $stored = Get-DbxJob $job.JobId
        $stored.Settings.Description | Should -BeNullOrEmpty
        $stored.Settings.Tasks.TaskKey | Should -Be 'a'
    }

    It 'refuses <What> before anything is sent' -ForEach @(
        @{
            What = 'a field that there is not'
            Arguments = @{ FieldsToRemove = 'schedul' }
            Words = 'did you mean schedule?'
        }
        @{
            What = 'a path into a setting'
            Arguments = @{ FieldsToRemove = 'schedule/timezone_id' }
            Words = 'complete settings'
        }
        @{
            What = 'a field that is set and removed'
            Arguments = @{ FieldsToRemove = 'description'; Description = 'x' }
            Words = 'both set and removed'
        }
        @{ What = 'a task that does nothing'; Arguments = @{ Task = @{ task_key = 'c' } }; Words = 'tasks[0]' }
        @{ What = 'too many runs'; Arguments = @{ MaxConcurrentRuns = 2000 }; Words = 'max_concurrent_runs' }
    ) {
        $failure = Get-Failure { Update-DbxJob $job.JobId @Arguments }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.ToString() | Should -BeLike "*$([WildcardPattern]::Escape($Words))*"
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'says when there is nothing to change' {
        (Get-Failure { Update-DbxJob $job.JobId }).FullyQualifiedErrorId | Should -BeLike 'NoSettings,*'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'says that there is no such job, and goes on' {
        Update-DbxJob 4711, $job.JobId -MaxConcurrentRuns 9 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
        $failure[0].TargetObject | Should -Be 4711
        (Get-DbxJob $job.JobId).Settings.MaxConcurrentRuns | Should -Be 9
    }

    It 'stops with -ErrorAction Stop' {
        { Update-DbxJob 4711, $job.JobId -MaxConcurrentRuns 9 -ErrorAction Stop } | Should -Throw
        Get-Update | Should -HaveCount 1
    }

    It 'sends nothing that makes a change with -WhatIf' {
        Update-DbxJob $job.JobId -MaxConcurrentRuns 3 -WhatIf
        (Get-TestRequest $local).Method | Should -Be 'GET'
    }
}
