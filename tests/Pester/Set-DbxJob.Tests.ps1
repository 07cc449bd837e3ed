BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $full = @{
        name = 'etl'
        description = 'everything'
        tags = @{ team = 'sales' }
        parameters = @{ name = 'date'; default = '2026-01-01' }
        schedule = @{
            quartz_cron_expression = '0 0 1 * * ?'
            timezone_id = 'UTC'
            AdditionalProperties = @{ jitter = '5m' }
        }
        run_as = @{ user_name = 'ada@example.com' }
        job_clusters = @{ job_cluster_key = 'main'; new_cluster = @{ spark_version = '15'; num_workers = 2 } }
        tasks = @(
            @{
                task_key = 'a'; job_cluster_key = 'main'; notebook_task = @{ notebook_path = '/a' }
                AdditionalProperties = @{ brand_new = @{ deep = @(1.5, 'x', $null) } }
            }
            @{ task_key = 'b'; depends_on = @{ task_key = 'a' }; notebook_task = @{ notebook_path = '/b' } }
        )
        AdditionalProperties = @{ future_setting = @{ on = $true } }
    }
    $task = @{ task_key = 'only'; notebook_task = @{ notebook_path = '/only' } }

    function Get-StoredJson {
        param([object] $Job)

        (Get-DbxJob $Job.JobId).Settings.ToJson()
    }

    function Get-Reset {
        Get-TestRequest $local -Path '*/jobs/reset'
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Set-DbxJob' {
    BeforeEach {
        Clear-TestWorkspace $local
        $job = New-DbxJob $full
    }

    It 'changes nothing at all for a job that is piped, unknown fields included' {
        $before = Get-StoredJson $job
        $before | Should -Match 'future_setting'
        $before | Should -Match 'brand_new'
        $before | Should -Match 'jitter'
        Get-DbxJob $job.JobId | Set-DbxJob
        Get-Reset | Should -HaveCount 1
        Get-StoredJson $job | Should -BeExactly $before
    }

    It 'changes nothing at all for a job from a list<What>, which lacks tasks' -ForEach @(
        @{ What = ''; Expand = $false }
        @{ What = ' with -ExpandTasks'; Expand = $true }
    ) {
        $before = Get-StoredJson $job
        Get-DbxJob -Name etl -ExpandTasks:$Expand | Where-Object JobId -EQ $job.JobId | Set-DbxJob
        Get-Reset | Should -HaveCount 1
        Get-StoredJson $job | Should -BeExactly $before
    }

    It 'loses none of more tasks than a list has' {
        $many = Add-TestJob -Task (1..130 | ForEach-Object { "t$_" }) -Name 'many tasks'
        $before = Get-StoredJson $many
        Get-DbxJob -Name 'many tasks' -ExpandTasks | Set-DbxJob
        Get-StoredJson $many | Should -BeExactly $before
    }

    It 'keeps what was changed in a job from a list' {
        $job | Update-DbxJob -Name 'changed in a list'
        Get-DbxJob -Name 'changed in a list' |
            ForEach-Object { $_.Settings.MaxConcurrentRuns = 4; $_ } | Set-DbxJob
        $stored = Get-DbxJob $job.JobId
        $stored.Settings.MaxConcurrentRuns | Should -Be 4
        $stored.Settings.Tasks.TaskKey | Should -Be 'a', 'b'
    }

    It 'changes nothing at all for a job that was written down as JSON' {
        $plain = Add-TestJob -Task a, b -Chain
        $before = Get-StoredJson $plain
        Set-DbxJob $plain.JobId (Get-DbxJob $plain.JobId).ToJson()
        Get-StoredJson $plain | Should -BeExactly $before
    }

    It 'refuses unknown fields in JSON, and loses none of them' {
        $before = Get-StoredJson $job
        $text = (Get-DbxJob $job.JobId).ToJson()
        (Get-Failure { Set-DbxJob $job.JobId $text }).ToString() | Should -Match 'no such field'
        Get-Reset | Should -BeNullOrEmpty
        Get-StoredJson $job | Should -BeExactly $before
    }

    It 'takes ids from the pipeline where the settings are given' {
        $job.JobId | Set-DbxJob -Settings @{ name = 'by id'; tasks = @($task) }
        (Get-DbxJob $job.JobId).Settings.Name | Should -Be 'by id'
    }

    It 'takes from a job that is piped the id alone where the settings are given' {
        $job | Set-DbxJob -Settings @{ name = 'given'; tasks = @($task) }
        (Get-DbxJob $job.JobId).Settings.Name | Should -Be 'given'
        (Get-DbxJob $job.JobId).Settings.Description | Should -BeNullOrEmpty
    }

    It 'takes away what is not given' {
        Set-DbxJob $job.JobId @{ name = 'bare'; tasks = @($task) }
        $stored = Get-DbxJob $job.JobId
        $stored.Settings.Name | Should -Be 'bare'
        $stored.Settings.Tasks.TaskKey | Should -Be 'only'
        $stored.Settings.Description | Should -BeNullOrEmpty
        $stored.Settings.Schedule | Should -BeNullOrEmpty
    }

    It 'leaves run_as where it is not given' {
        Set-DbxJob $job.JobId @{ name = 'bare'; tasks = @($task) }
        (Get-Reset).Body | Should -Not -Match 'run_as'
        (Get-DbxJob $job.JobId).Settings.RunAs.UserName | Should -Be 'ada@example.com'
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'JSON text'
            Value = '{"name":"x","tasks":[{"task_key":"only","notebook_task":{"notebook_path":"/o"}}]}' }
        @{
            What = 'a custom object'
            Value = [pscustomobject]@{
                name = 'x'; tasks = @(@{ task_key = 'only'; notebook_task = @{ notebook_path = '/o' } })
            }
        }
        @{
            What = 'a typed object'
            Value = @{ Name = 'x'; Tasks = @{ TaskKey = 'only'; NotebookTask = @{ NotebookPath = '/o' } } }
        }
    ) {
        if ($What -eq 'a typed object') {
            $Value = [Databricks.Jobs.Models.JobSettings] $Value
        }
        Set-DbxJob $job.JobId $Value
        $Value | Set-DbxJob -JobId $job.JobId
        Get-Reset | Should -HaveCount 2
        (Get-Reset)[0].Body | Should -Be (Get-Reset)[1].Body
        (Get-DbxJob $job.JobId).Settings.Tasks.TaskKey | Should -Be 'only'
    }

    It 'takes a file' {
        $file = Join-Path $TestDrive 'job.json'
        '{"name":"from a file","tasks":[]}' | Set-Content $file
        Set-DbxJob $job.JobId -Path $file
        (Get-DbxJob $job.JobId).Settings.Name | Should -Be 'from a file'
    }

    It 'lays single parameters over the settings, and they win' {
        $after = Get-DbxJob $job.JobId | Set-DbxJob -Name renamed -Tag @{ team = 'ops' } -PassThru
        $after | Should -BeOfType ([Databricks.Jobs.Models.Job])
        $after.Settings.Name | Should -Be 'renamed'
        $after.Settings.Tags['team'] | Should -Be 'ops'
        $after.Settings.Tasks | Should -HaveCount 2
    }

    It 'puts a new way to start in the place of the old one' {
        Get-DbxJob $job.JobId | Set-DbxJob -Trigger @{ file_arrival = @{ url = 's3://landing/' } }
        $stored = Get-DbxJob $job.JobId
        $stored.Settings.Schedule | Should -BeNullOrEmpty
        $stored.Settings.Trigger.FileArrival.Url | Should -Be 's3://landing/'
    }

    It 'sets several jobs' {
        $other = Add-TestJob
        Set-DbxJob $job.JobId, $other.JobId @{ name = 'same'; tasks = @($task) }
        (Get-DbxJob $job.JobId, $other.JobId).Settings.Name | Should -Be 'same', 'same'
    }

    It 'returns nothing without -PassThru' {
        Get-DbxJob $job.JobId | Set-DbxJob | Should -BeNullOrEmpty
    }

    It 'does not take the tasks away from who meant to change one setting' {
        foreach ($failure in @(
                Get-Failure { Set-DbxJob $job.JobId -MaxConcurrentRuns 3 }
                Get-Failure { Set-DbxJob $job.JobId @{ max_concurrent_runs = 3 } }
                Get-Failure { Set-DbxJob $job.JobId (Get-DbxJob -Name 'et*' -First 1).Settings }
            )) {
            $failure.FullyQualifiedErrorId | Should -BeLike 'NoTasks,*'
            $failure.ErrorDetails.RecommendedAction | Should -Match 'Update-DbxJob'
        }
        Get-Reset | Should -BeNullOrEmpty
    }

    It 'takes the tasks away when told so' {
        Set-DbxJob $job.JobId @{ name = 'none'; tasks = @() }
        (Get-DbxJob $job.JobId).Settings.Tasks | Should -BeNullOrEmpty
    }

    It 'names what is wrong before anything is sent' {
        $failure = Get-Failure {
            Set-DbxJob $job.JobId @{ name = 'x'; tasks = @(@{ task_key = 'a'; depends_on = @{ task_key = 'z' } }) }
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        $failure.TargetObject | Should -Be $job.JobId
        Get-Reset | Should -BeNullOrEmpty
    }

    It 'says that there is no such job, and goes on' {
        $after = Set-DbxJob 4711, $job.JobId @{ name = 'x'; tasks = @($task) } -PassThru `
            -ErrorAction SilentlyContinue -ErrorVariable failure
        $after.JobId | Should -Be $job.JobId
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionDenied,*'
        $failure[0].TargetObject | Should -Be 4711
        $failure[0].ToString() | Should -Match '4711'
    }

    It 'stops with -ErrorAction Stop' {
        { Set-DbxJob 4711, $job.JobId @{ name = 'x'; tasks = @($task) } -ErrorAction Stop } | Should -Throw
        Get-Reset | Should -HaveCount 1
    }

    It 'says that a job from a list is gone by now' {
        $listed = Get-DbxJob -Name 'et*' | Where-Object JobId -EQ $job.JobId
        Remove-DbxJob $job.JobId -Confirm:$false
        (Get-Failure { $listed | Set-DbxJob }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        Get-Reset | Should -BeNullOrEmpty
    }

    It 'sends nothing with -WhatIf' {
        Get-DbxJob $job.JobId | Set-DbxJob -Name other -WhatIf
        Get-Reset | Should -BeNullOrEmpty
    }
}
