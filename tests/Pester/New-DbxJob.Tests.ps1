# Every way to write a job, and what is said of each wrong one.

BeforeDiscovery {
    $notebook = @{ notebook_path = '/a' }
    $wrong = @(
        @{
            What = 'a misspelt field at depth four'
            Settings = @{
                name = 'x'
                tasks = @(
                    @{ task_key = 'a'; notebook_task = $notebook }
                    @{
                        task_key = 'b'
                        notebook_task = $notebook
                        new_cluster = @{ spark_version = '1'; aws_attributes = @{ zone_idd = 'x' } }
                    }
                )
            }
            Words = 'tasks[1].new_cluster.aws_attributes.zone_idd', 'did you mean zone_id?'
        }
        @{
            What = 'a misspelt field in JSON text'
            Settings = '{"name":"x","tasks":[{"task_key":"a","notebook_task":{"notebok_path":"/a"}}]}'
            Words = 'tasks[0].notebook_task.notebok_path', 'did you mean notebook_path?'
        }
        @{
            What = 'an unknown word where words are enumerated'
            Settings = @{ name = 'x'; tasks = @{ task_key = 'a'; run_if = 'ALL_SUCESS'; notebook_task = $notebook } }
            Words = 'tasks[0].run_if', 'did you mean ALL_SUCCESS?', 'ALL_DONE', 'NONE_FAILED'
        }
        @{
            What = 'a value of a wrong type'
            Settings = @{ name = 'x'; max_concurrent_runs = 'many' }
            Words = 'max_concurrent_runs', 'whole number'
        }
        @{
            What = 'a field under both of its spellings'
            Settings = @{ max_concurrent_runs = 1; MaxConcurrentRuns = 2 }
            Words = 'max_concurrent_runs', 'twice'
        }
        @{
            What = 'JSON text that is cut'
            Settings = '{"name": "x", "tasks": ['
            Words = , 'ends too early'
        }
        @{
            What = 'JSON text with a member twice'
            Settings = '{"name": "x", "name": "y"}'
            Words = 'name', 'twice'
        }
        @{
            What = 'JSON text that is no object'
            Settings = '[1, 2]'
            Words = , 'JSON object'
        }
        @{
            What = 'the name of a file'
            Settings = './job.json'
            Words = 'Settings', 'JSON object', '-Name', '-Path'
        }
        @{
            What = 'a number'
            Settings = 5
            Words = 'Settings', 'hashtable or a JSON string'
        }
    )
    $refused = @(
        @{
            What = 'a circle of dependencies'
            Settings = @{
                name = 'x'
                tasks = @(
                    @{ task_key = 'a'; notebook_task = $notebook; depends_on = @{ task_key = 'c' } }
                    @{ task_key = 'b'; notebook_task = $notebook; depends_on = @{ task_key = 'a' } }
                    @{ task_key = 'c'; notebook_task = $notebook; depends_on = @{ task_key = 'b' } }
                )
            }
            Words = 'cycle', 'a -> c -> b -> a'
        }
        @{
            What = 'a dependency on a task that is not there'
            Settings = @{
                name = 'x'
                tasks = @(
                    @{ task_key = 'ingest'; notebook_task = $notebook }
                    @{ task_key = 'report'; notebook_task = $notebook; depends_on = @{ task_key = 'ingets' } }
                )
            }
            Words = 'tasks[1].depends_on[0].task_key', "did you mean 'ingest'?"
        }
        @{
            What = 'a task that does not say what to do'
            Settings = @{ name = 'x'; tasks = @{ task_key = 'lazy' } }
            Words = 'tasks[0]', "'lazy'", 'notebook_task', 'spark_python_task'
        }
        @{
            What = 'a task that does two things'
            Settings = @{
                tasks = @{ task_key = 'busy'; notebook_task = $notebook; spark_python_task = @{ python_file = '/b' } }
            }
            Words = 'tasks[0]', 'notebook_task and spark_python_task'
        }
        @{
            What = 'a schedule together with continuous'
            Settings = @{
                name = 'x'
                schedule = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC' }
                continuous = @{ pause_status = 'PAUSED' }
            }
            Words = , 'schedule and continuous cannot be combined'
        }
        @{
            What = '26 tags'
            Settings = & {
                $tags = @{}
                1..26 | ForEach-Object { $tags["tag$_"] = 'x' }
                @{ name = 'x'; tags = $tags }
            }
            Words = 'tags', '26', 'at most 25'
        }
        @{
            What = 'a cluster key that the job does not define'
            Settings = @{ tasks = @{ task_key = 'a'; notebook_task = $notebook; job_cluster_key = 'big' } }
            Words = 'tasks[0].job_cluster_key', "'big'"
        }
        @{
            What = 'a task key twice'
            Settings = @{
                tasks = @(
                    @{ task_key = 'a'; notebook_task = $notebook }
                    @{ task_key = 'a'; notebook_task = $notebook }
                )
            }
            Words = 'tasks[1].task_key', 'tasks[0]'
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }

    function Get-SentJob {
        (Get-TestRequest $local -Path '*/jobs/create' | Select-Object -Last 1).Body | ConvertFrom-Json
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'New-DbxJob' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'takes a hashtable with the names of the API' {
        $job = New-DbxJob @{ name = 'etl'; max_concurrent_runs = 2; tasks = @($task) }
        $stored = Get-DbxJob $job.JobId
        $stored.Settings.Name | Should -Be 'etl'
        $stored.Settings.MaxConcurrentRuns | Should -Be 2
        $stored.Settings.Tasks[0].NotebookTask.NotebookPath | Should -Be '/a'
    }

    It 'takes a hashtable with the names of the properties' {
        $null = New-DbxJob @{
            Name = 'etl'; MaxConcurrentRuns = 2
            Tasks = @{ TaskKey = 'a'; NotebookTask = @{ NotebookPath = '/a' } }
        }
        $sent = Get-SentJob
        $sent.name | Should -Be 'etl'
        $sent.max_concurrent_runs | Should -Be 2
        $sent.tasks[0].notebook_task.notebook_path | Should -Be '/a'
    }

    It 'takes typed objects' {
        $null = New-DbxJob -Name typed -Task ([Databricks.Jobs.Models.Task]@{
                TaskKey = 'a'
                NotebookTask = [Databricks.Jobs.Models.NotebookTask]@{ NotebookPath = '/typed' }
            })
        (Get-SentJob).tasks[0].notebook_task.notebook_path | Should -Be '/typed'
    }

    It 'takes a typed object for all settings' {
        $settings = [Databricks.Jobs.Models.JobSettings]@{ Name = 'whole'; Tasks = @($task) }
        (New-DbxJob $settings).Settings.Name | Should -Be 'whole'
    }

    It 'takes custom objects, nested' {
        $null = New-DbxJob ([pscustomobject]@{
                name = 'custom'
                tasks = @([pscustomobject]@{
                        task_key = 'a'
                        notebook_task = [pscustomobject]@{ notebook_path = '/custom' }
                    })
            })
        (Get-SentJob).tasks[0].notebook_task.notebook_path | Should -Be '/custom'
    }

    It 'takes JSON text' {
        $null = New-DbxJob '{"name":"json","tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/json"}}]}'
        (Get-SentJob).tasks[0].notebook_task.notebook_path | Should -Be '/json'
    }

    It 'takes settings from the pipeline: <What>' -ForEach @(
        @{ What = 'a hashtable'; Value = @{ name = 'piped'; tasks = @() } }
        @{ What = 'JSON text'; Value = '{"name": "piped", "tasks": []}' }
        @{ What = 'a custom object'; Value = [pscustomobject]@{ name = 'piped'; tasks = @() } }
    ) {
        ($Value | New-DbxJob).Settings.Name | Should -Be 'piped'
        (Get-SentJob).name | Should -Be 'piped'
    }

    It 'makes a job of each of several settings' {
        $jobs = @{ name = 'one'; tasks = @() }, @{ name = 'two'; tasks = @() } | New-DbxJob
        $jobs.Settings.Name | Should -Be 'one', 'two'
        $jobs.JobId | Select-Object -Unique | Should -HaveCount 2
    }

    It 'takes a job, and makes another with its settings' {
        $first = New-DbxJob -Name original -Task $task
        $copy = Get-DbxJob $first.JobId | New-DbxJob -Name copy
        $copy.JobId | Should -Not -Be $first.JobId
        (Get-SentJob).name | Should -Be 'copy'
        (Get-SentJob).tasks[0].notebook_task.notebook_path | Should -Be '/a'
        (Get-DbxJob $first.JobId).Settings.Name | Should -Be 'original'
    }

    It 'takes a job from a list, and fetches the tasks that a list leaves out' {
        $first = New-DbxJob -Name 'listed original' -Task $task
        $copy = Get-DbxJob -Name 'listed original' | New-DbxJob -Name 'copy of listed'
        (Get-SentJob).tasks[0].notebook_task.notebook_path | Should -Be '/a'
        (Get-DbxJob $copy.JobId).Settings.Tasks | Should -HaveCount 1
        (Get-DbxJob $first.JobId).Settings.Name | Should -Be 'listed original'
    }

    It 'takes a job that was written down as JSON' {
        $first = New-DbxJob -Name written -Task $task
        $text = Get-DbxJob $first.JobId | ConvertTo-Json -Depth 10
        $null = New-DbxJob $text
        (Get-SentJob).name | Should -Be 'written'
        (Get-SentJob).tasks[0].notebook_task.notebook_path | Should -Be '/a'
    }

    It 'reads a file' {
        $file = Join-Path $TestDrive 'job.json'
        '{"name": "from a file", "tasks": [], "tags": {"team": "sales"}}' | Set-Content $file -Encoding utf8
        (New-DbxJob -Path $file).Settings.Name | Should -Be 'from a file'
        (Get-SentJob).tags.team | Should -Be 'sales'
    }

    It 'reads a file relative to the current location' {
        '{"name": "near", "tasks": []}' | Set-Content (Join-Path $TestDrive 'near.json')
        Push-Location $TestDrive
        try {
            (New-DbxJob -Path near.json).Settings.Name | Should -Be 'near'
        } finally {
            Pop-Location
        }
    }

    It 'lays parameters over the settings, and leaves the object that was given as it was' {
        $settings = [Databricks.Jobs.Models.JobSettings]@{ Name = 'old'; Description = 'stays'; Tasks = @() }
        $null = New-DbxJob $settings -Name new -MaxConcurrentRuns 3 -Tag @{ team = 'a' }
        $sent = Get-SentJob
        $sent.name | Should -Be 'new'
        $sent.description | Should -Be 'stays'
        $sent.max_concurrent_runs | Should -Be 3
        $sent.tags.team | Should -Be 'a'
        $settings.Name | Should -Be 'old'
        $settings.Tags | Should -BeNullOrEmpty
    }

    It 'lays parameters over a file' {
        $file = Join-Path $TestDrive 'base.json'
        '{"name": "file", "description": "stays", "tasks": []}' | Set-Content $file
        $null = New-DbxJob -Path $file -Name parameter
        (Get-SentJob).name | Should -Be 'parameter'
        (Get-SentJob).description | Should -Be 'stays'
    }

    It 'takes one item where a list stands' {
        $null = New-DbxJob @{
            name = 'single'
            tasks = $task
            job_clusters = @{ job_cluster_key = 'c'; new_cluster = @{ spark_version = '15.4.x'; num_workers = 1 } }
            email_notifications = @{ on_failure = 'ops@example.com' }
        }
        $sent = Get-SentJob
        , $sent.tasks | Should -BeOfType [array]
        $sent.job_clusters[0].job_cluster_key | Should -Be 'c'
        , $sent.email_notifications.on_failure | Should -BeOfType [array]
    }

    It 'takes job parameters as names and defaults' {
        $null = New-DbxJob @{ tasks = @() } -Name p -Parameter ([ordered]@{ date = '2026-01-01'; rows = 10 })
        $sent = Get-SentJob
        $sent.parameters.name | Should -Be 'date', 'rows'
        $sent.parameters.default | Should -Be '2026-01-01', '10'
    }

    It 'takes one definition of a parameter as one' {
        $null = New-DbxJob @{ tasks = @() } -Name p -Parameter @{ name = 'date'; default = 'today' }
        (Get-SentJob).parameters.name | Should -Be 'date'
        (Get-SentJob).parameters.default | Should -Be 'today'
    }

    It 'sends values as the API has them: $false and 0 are sent, $null is not' {
        $null = New-DbxJob @{
            name = 'x'
            timeout_seconds = 0
            queue = @{ enabled = $false }
            description = $null
            tasks = @()
        }
        $sent = Get-SentJob
        $sent.timeout_seconds | Should -Be 0
        $sent.queue.enabled | Should -BeFalse
        $sent.PSObject.Properties.Name | Should -Not -Contain 'description'
    }

    It 'keeps the members that it does not know' {
        $settings = [Databricks.Jobs.Models.JobSettings]@{ Name = 'new world'; Tasks = @() }
        $member = [System.Text.Json.JsonDocument]::Parse('{"level": 3, "words": ["a", null]}').RootElement
        $settings.GetAdditionalProperties()['field_of_tomorrow'] = $member
        $null = New-DbxJob $settings -Description 'changed'
        $sent = Get-SentJob
        $sent.field_of_tomorrow.level | Should -Be 3
        $sent.field_of_tomorrow.words | Should -Be 'a', $null
    }

    It 'takes members that it does not know under AdditionalProperties' {
        $null = New-DbxJob @{
            name = 'x'
            tasks = @{
                task_key = 'a'
                notebook_task = @{ notebook_path = '/a' }
                AdditionalProperties = @{ of_tomorrow = @{ on = $true } }
            }
        }
        (Get-SentJob).tasks[0].of_tomorrow.on | Should -BeTrue
    }

    It 'gives a job that can be piped on' {
        $job = New-DbxJob -Name chain -Task $task
        $job.GetType().FullName | Should -Be 'Databricks.Jobs.Models.Job'
        ($job | Get-DbxJob).Settings.Name | Should -Be 'chain'
    }

    It 'sends nothing with -WhatIf' {
        New-DbxJob -Name x -Task $task -WhatIf | Should -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'sends an access control list' {
        $entry = @{ user_name = 'a@example.com'; permission_level = 'CAN_VIEW' }
        $null = New-DbxJob @{ tasks = @() } -Name x -AccessControlList $entry
        (Get-SentJob).access_control_list[0].permission_level | Should -Be 'CAN_VIEW'
    }
}

Describe 'New-DbxJob is given something wrong' {
    BeforeAll {
        function Test-Message($Failure, [string[]] $Words) {
            foreach ($word in $Words) {
                $Failure.ToString() | Should -BeLike "*$([WildcardPattern]::Escape($word))*"
            }
        }
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    AfterEach {
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'names the place and the way out: <What>' -ForEach $wrong {
        $failure = Get-Failure { New-DbxJob $Settings }
        $failure.FullyQualifiedErrorId |
            Should -Be 'InvalidSettings,Databricks.Jobs.PowerShell.Commands.NewDbxJobCommand'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Test-Message $failure $Words
    }

    It 'says as much of what comes down the pipeline: <What>' -ForEach ($wrong | Where-Object What -NotMatch 'number') {
        $failure = Get-Failure { $Settings | New-DbxJob -ErrorAction Continue }
        $failure | Should -HaveCount 1
        Test-Message $failure $Words
    }

    It 'says it of each parameter that is wrong' {
        $failure = Get-Failure { New-DbxJob -Name x -Task @{ bad = 1 } -Schedule @{ bad = 1 } -ErrorAction Continue }
        $failure.TargetObject | Sort-Object | Should -Be 'Schedule', 'Task'
    }

    It 'says it once of a parameter that goes with every record, and takes none of them' {
        $tasks = 'a', 'b' | ForEach-Object { New-DbxTask $_ -NotebookPath /a }
        $failure = Get-Failure { $tasks | New-DbxJob -Name x -Schedule @{ bad = 1 } -ErrorAction Continue }
        $failure | Should -HaveCount 1
        $failure = Get-Failure {
            @{ name = 'a' }, @{ name = 'b' } | New-DbxJob -Task @{ bad = 1 } -ErrorAction Continue
        }
        $failure | Should -HaveCount 1
    }

    It 'refuses <What>' -ForEach $refused {
        $failure = Get-Failure { New-DbxJob $Settings }
        $failure.FullyQualifiedErrorId |
            Should -Be 'InvalidDefinition,Databricks.Jobs.PowerShell.Commands.NewDbxJobCommand'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Test-Message $failure $Words
    }

    It 'names everything that is wrong at once' {
        $failure = Get-Failure { New-DbxJob @{ tasks = @{ task_key = 'a' }, @{ task_key = 'b' } } }
        $failure.ToString() | Should -Match 'has 2 problems'
        $failure.Exception.Problems | Should -HaveCount 2
    }

    It 'goes on with the next of several when one is wrong' {
        $failure = Get-Failure {
            @{ tasks = @{ task_key = 'a' } }, @{ tasks = @{ task_key = 'b' } } | New-DbxJob -ErrorAction Continue
        }
        $failure | Should -HaveCount 2
    }

    It 'refuses a job without any settings' {
        $failure = Get-Failure { New-DbxJob }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoSettings,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'task_key'
    }

    It 'names the file that is not there' {
        $failure = Get-Failure { New-DbxJob -Path (Join-Path $TestDrive 'nowhere.json') }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SettingsFileUnreadable,*'
        $failure.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure.ToString() | Should -Match 'nowhere\.json'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-Path'
    }

    It 'reports a folder without files' {
        $folder = New-Item (Join-Path $TestDrive 'no files') -ItemType Directory
        $failure = Get-Failure { New-DbxJob -Path $folder.FullName }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoDefinitions,*'
    }

    It 'names the place in the file' {
        $file = Join-Path $TestDrive 'typo.json'
        '{"name": "x", "tasks": [{"task_key": "a", "notebok_task": {}}]}' | Set-Content $file
        $failure = Get-Failure { New-DbxJob -Path $file }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
        $failure.ToString() | Should -BeLike '*typo.json:1:43: tasks`[0`].notebok_task*did you mean notebook_task?*'
    }

    It 'does not choose between settings and a file' {
        $file = Join-Path $TestDrive 'second.json'
        '{"name": "x"}' | Set-Content $file
        (Get-Failure { New-DbxJob @{ name = 'y' } -Path $file }).FullyQualifiedErrorId |
            Should -BeLike 'SettingsTwice,*'
    }

    It 'names the tag that is no text' {
        $failure = Get-Failure { New-DbxJob -Name x -Tag @{ team = @{ a = 1 } } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
        $failure.ToString() | Should -BeLike '*Tag.team*'
    }
}

Describe 'New-DbxJob after a record that is wrong' {
    It 'takes the next: <What>' -ForEach @(
        @{ What = 'settings'; Next = @{ name = 'next'; tasks = @() } }
        @{ What = 'JSON text'; Next = '{ "name": "next", "tasks": [] }' }
        @{ What = 'a task'; Next = New-DbxTask a -NotebookPath /a }
    ) {
        foreach ($wrong in @{ bad = 1 }, 5, '{"name') {
            $job = $wrong, $Next | New-DbxJob -Description x -ErrorAction SilentlyContinue -ErrorVariable failure
            $job | Should -HaveCount 1
            $failure | Should -HaveCount 1
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
            $failure[0].TargetObject | Should -Be 'Settings'
        }
    }
}

Describe 'The service refuses what New-DbxJob sent' {
    It 'says what the service said, and keeps the request out of the error' {
        Clear-TestWorkspace $local
        Add-TestFault $local @{
            Kind = 'Status'; Status = 400; ErrorCode = 'INVALID_PARAMETER_VALUE'; Message = 'No such node type.'
        }
        $failure = Get-Failure { New-DbxJob @{ tasks = @() } -Name etl }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.ToString() | Should -BeLike 'No such node type.*'
        $failure.TargetObject | Should -Be 'etl'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is asked once only when its answer is lost, for a job must not be made twice' {
        Clear-TestWorkspace $local
        Add-TestFault $local @{ Kind = 'ResponseLost'; PathPattern = '*/jobs/create' }
        $failure = Get-Failure { New-DbxJob @{ tasks = @() } -Name 'made once' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'WorkspaceUnreachable,*'
        $failure.CategoryInfo.Category | Should -Be 'ConnectionError'
        @(Get-DbxJob -Name 'made once') | Should -HaveCount 1
    }
}
