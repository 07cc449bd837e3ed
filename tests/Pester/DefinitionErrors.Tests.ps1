# Where the error of a definition that was read from a file is.

BeforeDiscovery {
    $commands = @(
        @{ Command = 'New-DbxJob'; Run = { param($file) New-DbxJob -Path $file } }
        @{ Command = 'Set-DbxJob'; Run = { param($file, $id) Set-DbxJob $id -Path $file } }
        @{ Command = 'Update-DbxJob'; Run = { param($file, $id) Update-DbxJob $id -Path $file } }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace

    $bad = Join-Path $TestDrive 'bad.yml'
    Set-Content $bad @'
name: etl
max_concurrent_runs: 5000
tasks:
  - notebook_task: { notebook_path: /load }
    task_key: load it!
'@
    $good = Join-Path $TestDrive 'good.yml'
    Set-Content $good @'
name: etl
tasks:
  - task_key: load
    notebook_task: { notebook_path: /load }
    job_cluster_key: main
job_clusters:
  - job_cluster_key: main
    new_cluster: { spark_version: 15.4.x-scala2.12, node_type_id: i3.xlarge, num_workers: 1 }
'@

    function Add-Rejection {
        param([string] $Message)

        Add-TestFault $local @{
            Kind = 'Status'; Method = 'POST'; Status = 400; ErrorCode = 'INVALID_PARAMETER_VALUE'; Message = $Message
        }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'An error in a definition from a file' {
    BeforeEach {
        Clear-TestWorkspace $local
        $id = (Add-TestJob).JobId
    }

    It 'has file, line and column for each problem: <Command>' -ForEach $commands {
        $failure = Get-Failure { & $Run $bad $id }
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        "$failure" | Should -Match 'bad\.yml:2:1: max_concurrent_runs: '
        "$failure" | Should -Match 'bad\.yml:5:5: tasks\[0\]\.task_key: '
        Get-TestRequest $local -Path '*/jobs/*' | Where-Object Method -EQ POST | Should -HaveCount 1 # Add-TestJob
    }

    It 'has no position where a parameter is wrong' {
        $failure = Get-Failure { New-DbxJob -Path $bad -MaxConcurrentRuns 6000 }
        "$failure" | Should -Match '\(1\) max_concurrent_runs: '
        "$failure" | Should -Match '\(2\) \S+bad\.yml:5:5: tasks\[0\]\.task_key: '
    }

    It 'has the position of the field that is missing, or of what should have it' {
        $file = Join-Path $TestDrive 'missing.json'
        Set-Content $file "{ `"name`": `"n`",`n  `"tasks`": [`n    { `"task_key`": `"a`" } ] }"
        "$(Get-Failure { New-DbxJob -Path $file })" | Should -Match 'missing\.json:3:5: tasks\[0\]: '
    }

    It 'is that of the service, at the definition: <Command>' -ForEach $commands {
        Add-Rejection 'The workspace does not allow this.'
        $failure = Get-Failure { & $Run $good $id }
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        $failure.Exception | Should -BeOfType ([Databricks.Jobs.InvalidRequestException])
        "$failure" | Should -Match 'good\.yml:1:1: .*does not allow this'
    }

    It 'is that of the service, at the value that it names: <Message>' -ForEach @(
        @{ Message = 'settings.job_clusters[0].new_cluster.node_type_id is not supported'; At = '8:53' }
        @{ Message = "Job cluster 'main' is not valid."; At = '7:5' }
        @{ Message = "Task with key 'load' cannot run."; At = '3:5' }
        @{ Message = 'No load for main. Policy a.b is wrong.'; At = '1:1' }
    ) {
        Add-Rejection $Message
        "$(Get-Failure { New-DbxJob -Path $good })" | Should -Match "good\.yml:${At}: "
    }

    It 'does not blame the file for a job that does not exist' {
        $failure = Get-Failure { Set-DbxJob 987654 -Path $good }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PermissionDenied,*'
        "$failure" | Should -Not -Match 'good\.yml'
    }

    It 'has the position in a one-time run: <What>' -ForEach @(
        @{ What = 'before it is sent'; Key = ''; Words = 'run\.yml:2:3: tasks\[0\].*' }
        @{ What = 'from the service'; Key = 'task_key: a, notebook_task: { notebook_path: /a }'
            Words = 'run\.yml:1:1: .*not today' }
    ) {
        $file = Join-Path $TestDrive 'run.yml'
        Set-Content $file "tasks:`n- { $Key }"
        Add-Rejection 'not today'
        "$(Get-Failure { Start-DbxRun -Path $file })" | Should -Match $Words
    }

    It 'has the position of permissions that the command does not send' {
        $file = Join-Path $TestDrive 'acl.yml'
        Set-Content $file "name: n`ntasks: []`naccess_control_list: [{ group_name: g, permission_level: CAN_VIEW }]"
        "$(Get-Failure { Set-DbxJob $id -Path $file })" | Should -Match 'acl\.yml:3:1: The settings have access_control'
    }

    It 'has the position of a definition without tasks' {
        $file = Join-Path $TestDrive 'none.yml'
        Set-Content $file "`nname: n"
        "$(Get-Failure { New-DbxJob -Path $file })" | Should -Match 'none\.yml:2:1: The job has no tasks'
    }
}
