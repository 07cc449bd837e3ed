# A parameter set for each kind of task, and what all kinds share.

BeforeDiscovery {
    $kinds = @(
        @{ Kind = 'a notebook'; Given = @{ NotebookPath = '/n'; Parameter = @{ a = 1 }; Source = 'git' }
            Json = '"notebook_task":{"notebook_path":"/n","base_parameters":{"a":"1"},"source":"GIT"}' }
        @{ Kind = 'a Python file'; Given = @{ PythonFile = '/a.py'; Parameter = '--day', 1 }
            Json = '"spark_python_task":{"python_file":"/a.py","parameters":["--day","1"]}' }
        @{ Kind = 'a wheel'; Given = @{ PackageName = 'p'; EntryPoint = 'run'; Parameter = 'x' }
            Json = '"python_wheel_task":{"package_name":"p","entry_point":"run","parameters":["x"]}' }
        @{ Kind = 'a wheel with names'; Given = @{ PackageName = 'p'; EntryPoint = 'run'; Parameter = @{ day = 1 } }
            Json = '"python_wheel_task":{"package_name":"p","entry_point":"run","named_parameters":{"day":"1"}}' }
        @{ Kind = 'a JAR'; Given = @{ MainClass = 'a.B'; Parameter = 'x', 'y' }
            Json = '"spark_jar_task":{"main_class_name":"a.B","parameters":["x","y"]}' }
        @{ Kind = 'spark-submit'; Given = @{ SparkSubmitParameter = '--class', 'a.B' }
            Json = '"spark_submit_task":{"parameters":["--class","a.B"]}' }
        @{ Kind = 'a pipeline'; Given = @{ PipelineId = 'p'; FullRefresh = $true; RefreshTable = 't' }
            Json = '"pipeline_task":{"pipeline_id":"p","full_refresh":true,"refresh_selection":["t"]}' }
        @{ Kind = 'a clean room'; Given = @{ CleanRoomName = 'c'; NotebookName = 'n'; ETag = 'e' }
            Json = '"clean_rooms_notebook_task":{"clean_room_name":"c","notebook_name":"n","etag":"e"}' }
        @{ Kind = 'a Python function'; Given = @{ PythonFunction = 'a.b'; Parameter = @{ x = 1 } }
            Json = '"python_operator_task":{"main":"a.b","parameters":[{"name":"x","value":"1"}]}' }
        @{ Kind = 'a query'; Given = @{ QueryId = 'q'; WarehouseId = 'w'; Parameter = @{ x = 1 } }
            Json = '"sql_task":{"warehouse_id":"w","parameters":{"x":"1"},"query":{"query_id":"q"}}' }
        @{ Kind = 'a SQL file'; Given = @{ SqlFile = 'a.sql'; WarehouseId = 'w'; Source = 'GIT' }
            Json = '"sql_task":{"warehouse_id":"w","file":{"path":"a.sql","source":"GIT"}}' }
        @{ Kind = 'a legacy alert'; Given = @{ SqlAlertId = 'a'; WarehouseId = 'w'; Subscriber = 'a@b.c', 'dest' }
            Json = '"sql_task":{"warehouse_id":"w","alert":{"alert_id":"a",' +
            '"subscriptions":[{"user_name":"a@b.c"},{"destination_id":"dest"}]}}' }
        @{ Kind = 'a legacy dashboard'
            Given = @{ SqlDashboardId = 'd'; WarehouseId = 'w'; Subject = 's'; PauseSubscription = $true }
            Json = '"sql_task":{"warehouse_id":"w","dashboard":{"dashboard_id":"d","custom_subject":"s",' +
            '"pause_subscriptions":true}}' }
        @{ Kind = 'dbt'; Given = @{ DbtCommand = 'dbt deps', 'dbt run'; WarehouseId = 'w'; Catalog = 'c'; Schema = 's'
            ProjectDirectory = 'p' }
            Json = '"dbt_task":{"commands":["dbt deps","dbt run"],"catalog":"c","project_directory":"p","schema":"s",' +
            '"warehouse_id":"w"}' }
        @{ Kind = 'the dbt platform'; Given = @{ DbtPlatformJobId = '5'; ConnectionName = 'c' }
            Json = '"dbt_platform_task":{"connection_resource_name":"c","dbt_platform_job_id":"5"}' }
        @{ Kind = 'a dashboard'; Given = @{ DashboardId = 'd'; Filter = @{ f = 1 }; Subscriber = 'a@b.c' }
            Json = '"dashboard_task":{"dashboard_id":"d","filters":{"f":"1"},' +
            '"subscription":{"subscribers":[{"user_name":"a@b.c"}]}}' }
        @{ Kind = 'an alert'; Given = @{ AlertId = 'a'; WarehouseId = 'w'; Subscriber = 'dest' }
            Json = '"alert_task":{"alert_id":"a","subscribers":[{"destination_id":"dest"}],"warehouse_id":"w"}' }
        @{ Kind = 'an alert by its path'; Given = @{ AlertPath = '/a'; Parameter = @{ x = 1 } }
            Json = '"alert_task":{"parameters":{"x":"1"},"workspace_path":"/a"}' }
        @{ Kind = 'Power BI'; Given = @{ PowerBiModel = @{ model_name = 'm' }; PowerBiTable = @{ name = 't' }
            RefreshAfterUpdate = $true }
            Json = '"power_bi_task":{"power_bi_model":{"model_name":"m"},"refresh_after_update":true,' +
            '"tables":[{"name":"t"}]}' }
        @{ Kind = 'Genie'; Given = @{ GenieConfigurationId = 'g'; Parameter = @{ x = 1 } }
            Json = '"genie_task":{"configuration_id":"g","parameters":{"x":"1"}}' }
        @{ Kind = 'a condition'; Given = @{ Left = '{{x}}'; Op = 'greater_than'; Right = 5 }
            Json = '"condition_task":{"op":"GREATER_THAN","left":"{{x}}","right":"5"}' }
        @{ Kind = 'another job'; Given = @{ RunJobId = 12; Parameter = @{ x = 1 } }
            Json = '"run_job_task":{"job_id":12,"job_parameters":{"x":"1"}}' }
        @{ Kind = 'a kind without parameters of its own'
            Given = @{ Settings = @{ genie_task = @{ configuration_id = 'g' } } }
            Json = '"genie_task":{"configuration_id":"g"}' }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
}

Describe 'New-DbxTask' {
    It 'defines <Kind>' -ForEach $kinds {
        $task = New-DbxTask key @Given
        $task.GetType().FullName | Should -Be 'Databricks.Jobs.Models.Task'
        $task.ToJson() | Should -BeExactly "{`"task_key`":`"key`",$Json}"
    }

    It 'defines a loop over <What>' -ForEach @(
        @{ What = 'a list'; Items = @('a', 'b'); Inputs = '["a","b"]' }
        @{ What = 'numbers'; Items = @(1, 2); Inputs = '[1,2]' }
        @{ What = 'hashtables'; Items = @(@{ a = 1 }, @{ a = 2 }); Inputs = '[{"a":1},{"a":2}]' }
        @{ What = 'one hashtable'; Items = @{ a = 1 }; Inputs = '[{"a":1}]' }
        @{ What = 'a reference'; Items = '{{tasks.list.values.files}}'; Inputs = '{{tasks.list.values.files}}' }
        @{ What = 'JSON text'; Items = '["x"]'; Inputs = '["x"]' }
    ) {
        $task = New-DbxTask loop -ForEach $Items -Do (New-DbxTask inner -NotebookPath /i) -Concurrency 5
        $task.ForEachTask.Inputs | Should -BeExactly $Inputs
        $task.ForEachTask.Concurrency | Should -Be 5
        $task.ForEachTask.Task.NotebookTask.NotebookPath | Should -Be '/i'
    }

    It 'takes what all kinds share' {
        $task = New-DbxTask a -NotebookPath /a -RunIf all_done -EnvironmentKey e -TimeoutSeconds 60 -MaxRetries 3 `
            -MinRetryIntervalSeconds 1.5 -RetryOnTimeout -Description d -Disabled -EmailNotification @{
                on_failure = 'a@b.c'
            } -WebhookNotification @{ on_start = @{ id = 'w' } } -Health @{
                rules = @{ metric = 'RUN_DURATION_SECONDS'; op = 'GREATER_THAN'; value = 5 }
            } -Library /a.whl, @{ pypi = @{ package = 'p' } }
        $task.RunIf | Should -BeExactly 'ALL_DONE'
        $task.EnvironmentKey | Should -Be 'e'
        $task.TimeoutSeconds | Should -Be 60
        $task.MaxRetries | Should -Be 3
        $task.MinRetryIntervalMillis | Should -Be 1500
        $task.RetryOnTimeout | Should -BeTrue
        $task.Description | Should -Be 'd'
        $task.Disabled | Should -BeTrue
        $task.EmailNotifications.OnFailure | Should -Be 'a@b.c'
        $task.WebhookNotifications.OnStart[0].Id | Should -Be 'w'
        $task.Health.Rules[0].Value | Should -Be 5
        $task.Libraries[0].Whl | Should -Be '/a.whl'
        $task.Libraries[1].Pypi.Package | Should -Be 'p'
    }

    It 'takes the place to run: <Name>' -ForEach @(
        @{ Name = 'JobClusterKey'; Value = 'c' }
        @{ Name = 'ExistingClusterId'; Value = 'c' }
        @{ Name = 'NewCluster'; Value = @{ spark_version = '1'; num_workers = 1 } }
    ) {
        $given = @{ $Name = $Value }
        (New-DbxTask a -NotebookPath /a @given).$Name | Should -Not -BeNullOrEmpty
    }

    It 'depends on keys, outcomes, hashtables and typed objects' {
        $typed = [Databricks.Jobs.Models.TaskDependency]@{ TaskKey = 'd' }
        $task = New-DbxTask a -NotebookPath /a -DependsOn b, 'c=true', $typed, @{ task_key = 'e'; outcome = 'false' }
        $task.DependsOn.TaskKey | Should -Be 'b', 'c', 'd', 'e'
        $task.DependsOn[1].Outcome | Should -Be 'true'
        $task.DependsOn[3].Outcome | Should -Be 'false'
    }

    It 'lays parameters over the settings, and leaves those as they were' {
        $settings = New-DbxTask old -NotebookPath /old -Parameter @{ a = 1 } -MaxRetries 5
        $task = New-DbxTask new -NotebookPath /new -Settings $settings
        $task.NotebookTask.NotebookPath | Should -Be '/new'
        $task.NotebookTask.BaseParameters['a'] | Should -Be '1'
        $task.MaxRetries | Should -Be 5
        $settings.TaskKey | Should -Be 'old'
        $settings.NotebookTask.NotebookPath | Should -Be '/old'
    }

    It 'shows what tasks do and wait for' {
        $text = New-DbxTask report -PythonFile /r.py -DependsOn 'check=true', load | Out-String -Width 80
        $text | Should -Match 'report\s+spark_python_task /r.py\s+check=true, load'
    }

    It 'completes words with what they mean' {
        $found = (TabExpansion2 'New-DbxTask x -RunIf one_' 25).CompletionMatches.CompletionText
        $found | Should -Be 'AT_LEAST_ONE_FAILED', 'AT_LEAST_ONE_SUCCESS', 'NONE_FAILED'
        (TabExpansion2 'New-DbxTask x -RunIf all_f' 26).CompletionMatches.CompletionText | Should -Be 'ALL_FAILED'
        (TabExpansion2 'New-DbxTask x -RunIf done' 25).CompletionMatches.CompletionText | Should -Be 'ALL_DONE'
        (TabExpansion2 'New-DbxTask x -RunIf none' 25).CompletionMatches.CompletionText | Should -Be 'NONE_FAILED'
        (TabExpansion2 'New-DbxTask x -Op gr' 20).CompletionMatches[0].CompletionText | Should -Be 'GREATER_THAN'
        (TabExpansion2 'New-DbxTask x -Op gr' 20).CompletionMatches[0].ToolTip |
            Should -Be 'True if the left operand is the larger number.'
        (TabExpansion2 "New-DbxTask x -Op 'gr" 21).CompletionMatches[0].CompletionText | Should -Be "'GREATER_THAN'"
    }
}

Describe 'New-DbxTask is given something wrong' {
    It 'refuses <What>' -ForEach @(
        @{ What = 'a key with blanks'; Given = @{ TaskKey = 'a b'; NotebookPath = '/a' }; Words = 'task_key' }
        @{ What = 'nothing to do'; Given = @{ TaskKey = 'a' }; Words = 'does not say what to do' }
        @{ What = 'two things to do'; Given = @{ TaskKey = 'a'; NotebookPath = '/a'
            Settings = @{ genie_task = @{ configuration_id = 'g' } } }; Words = 'notebook_task' }
        @{ What = 'two places'; Given = @{ TaskKey = 'a'; NotebookPath = '/a'; JobClusterKey = 'c'
            ExistingClusterId = 'd' }; Words = 'existing_cluster_id and job_cluster_key' }
        @{ What = 'a list where names are needed'; Given = @{ TaskKey = 'a'; NotebookPath = '/a'; Parameter = 1, 2 }
            Words = 'Parameter: expected a hashtable' }
        @{ What = 'names where a list is needed'; Given = @{ TaskKey = 'a'; PythonFile = '/a'; Parameter = @{ a = 1 } }
            Words = 'Parameter' }
    ) {
        $failure = Get-Failure { New-DbxTask @Given }
        $failure.FullyQualifiedErrorId | Should -Match '^(InvalidDefinition|InvalidSettings),'
        $failure.TargetObject | Should -Be $Given.TaskKey
        $failure.ToString() | Should -BeLike "*$Words*"
    }

    It 'names the words that there are' {
        (Get-Failure { New-DbxTask a -NotebookPath /a -RunIf ALL_SUCESS }).ToString() |
            Should -Match 'did you mean ALL_SUCCESS'
    }

    It 'names the outcomes that a condition has' {
        (Get-Failure { New-DbxTask a -NotebookPath /a -DependsOn 'b=maybe' }).ToString() | Should -Match 'true or false'
    }

    It 'does not mix kinds' {
        (Get-Failure { New-DbxTask a -NotebookPath /a -PythonFile /b }).FullyQualifiedErrorId |
            Should -BeLike 'AmbiguousParameterSet,*'
    }
}

Describe 'The parameters of one kind of task' {
    BeforeDiscovery {
        Import-Module "$PSScriptRoot/TestHelpers.psm1"
        $sets = (Get-Command New-DbxTask).ParameterSets | Where-Object { -not $_.IsDefault } |
            ForEach-Object { @{ Set = $_.Name } }
    }

    BeforeAll {
        $command = Get-Command New-DbxTask
        # What every set has is shared by all kinds.
        $shared = $command.Parameters.Values |
            Where-Object { $_.ParameterSets.ContainsKey('__AllParameterSets') } | ForEach-Object Name
        $kindParameters = $command.Parameters.Keys | Where-Object { $_ -notin $shared }
        $values = @{
            SparkSubmitParameter = 'a', 'b'
            FullRefresh = $true
            Source = 'GIT'
            Filter = @{ a = 1 }
            PowerBiModel = @{ model_name = 'm' }
            PowerBiTable = @{ name = 't' }
            RefreshAfterUpdate = $true
            PauseSubscription = $true
            Op = 'EQUAL_TO'
            Do = @{ task_key = 'inner'; notebook_task = @{ notebook_path = '/n' } }
            Concurrency = 5
            RunJobId = 5
        }

        function Get-Argument([string[]] $Name) {
            $arguments = [ordered]@{}
            foreach ($one in $Name) {
                $arguments[$one] = if ($values.ContainsKey($one)) { $values[$one] } else { 'x' }
            }
            $arguments
        }

        function Get-SetParameter([string] $Set, [switch] $Mandatory) {
            ($command.ParameterSets | Where-Object Name -EQ $Set).Parameters |
                Where-Object { $_.Name -notin $shared -and ($_.IsMandatory -or -not $Mandatory) } |
                ForEach-Object Name
        }

    }

    It 'define a task, the mandatory ones and all together: <Set>' -ForEach $sets {
        foreach ($names in (Get-SetParameter $Set -Mandatory), (Get-SetParameter $Set)) {
            $given = Get-Argument $names
            if ($given.Contains('Parameter') -and $Set -notin 'Python', 'Jar') {
                $given.Parameter = @{ x = 1 }
            }
            (New-DbxTask key @given -ErrorAction Stop).TaskKey | Should -Be 'key'
        }
    }

    It 'cannot be combined with those of another kind, and the error names both: <Set>' -ForEach $sets {
        $mandatory = Get-SetParameter $Set -Mandatory
        $own = Get-SetParameter $Set
        foreach ($foreign in $kindParameters | Where-Object { $_ -notin $own }) {
            $given = Get-Argument (@($mandatory) + $foreign)
            $failure = Get-Failure { New-DbxTask key @given }
            $failure.FullyQualifiedErrorId |
                Should -BeExactly 'AmbiguousParameterSet,Databricks.Jobs.PowerShell.Commands.NewDbxTaskCommand'
            $failure.ToString() | Should -Match (
                '^-(\w+) cannot be combined with (-\w+)(( and|,) -\w+)*: use -\1 for .+, and \2 for .+\.$')
            $failure.ToString() | Should -Match "-$foreign\b"
        }
    }

    It 'do not come with the others when Tab offers names' {
        $names = (TabExpansion2 'New-DbxTask x -NotebookPath /n -' 32).CompletionMatches.CompletionText
        $names | Should -Contain '-Source'
        $names | Should -Contain '-MaxRetries'
        $names | Should -Not -Contain '-PythonFile'
        $names | Should -Not -Contain '-Filter'
        $names = (TabExpansion2 'New-DbxTask x -WarehouseId w -' 30).CompletionMatches.CompletionText
        $names | Should -Contain '-SqlFile'
        $names | Should -Contain '-AlertPath'
        $names | Should -Not -Contain '-PythonFile'
    }

    It 'take a default value only for the kinds that have them' {
        $PSDefaultParameterValues = @{ 'New-DbxTask:WarehouseId' = 'w' }
        (New-DbxTask a -NotebookPath /n).NotebookTask.WarehouseId | Should -Be 'w'
        (New-DbxTask a -PythonFile /p).SparkPythonTask.PythonFile | Should -Be '/p'
    }

    It 'change the task in -Settings, and leave that one as it was' {
        $settings = New-DbxTask old -SqlFile a.sql -WarehouseId v -Parameter @{ x = 1 }
        $task = New-DbxTask new -Settings $settings -WarehouseId w -Source GIT
        $task.SqlTask.ToJson() |
            Should -BeExactly '{"warehouse_id":"w","file":{"path":"a.sql","source":"GIT"},"parameters":{"x":"1"}}'
        $settings.SqlTask.WarehouseId | Should -Be 'v'
        $settings.SqlTask.File.Source | Should -BeNullOrEmpty
    }

    It 'change an alert in -Settings, whether it has an ID or a path' {
        foreach ($alert in @{ alert_id = 'a' }, @{ workspace_path = '/a' }) {
            $task = New-DbxTask x -Settings @{ alert_task = $alert } -Subscriber a@b.c
            $task.AlertTask.Subscribers[0].UserName | Should -Be 'a@b.c'
        }
    }
}

Describe 'The error of New-DbxTask' {
    It 'for two kinds says what each parameter is for' {
        $failure = Get-Failure { New-DbxTask a -NotebookPath /n -PythonFile /p }
        $failure.ToString() | Should -BeExactly (
            '-PythonFile cannot be combined with -NotebookPath: use -PythonFile for a Python file, ' +
            'and -NotebookPath for a notebook.')
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'two tasks.*Get-Help New-DbxTask'
        $failure.InvocationInfo.Line | Should -Match 'New-DbxTask a -NotebookPath'
    }

    It 'for a parameter of another kind says which kinds have it' {
        (Get-Failure { New-DbxTask a -Left 1 -Op EQUAL_TO -Right 1 -Source GIT }).ToString() | Should -BeExactly (
            '-Source cannot be combined with -Left, -Op and -Right: use -Source for a notebook, a Python file, ' +
            'a SQL file or dbt commands, and -Left for a condition.')
    }

    It 'for a parameter without its kind names the parameters that say what to run' {
        $failure = Get-Failure { New-DbxTask a -Source GIT }
        $failure.FullyQualifiedErrorId | Should -BeLike 'AmbiguousParameterSet,*'
        $failure.TargetObject | Should -Be 'a'
        $failure.ToString() | Should -BeExactly (
            '-Source cannot be used without -NotebookPath, -PythonFile, -SqlFile with -WarehouseId or -DbtCommand.')
        (Get-Failure { New-DbxTask a -Source GIT -WarehouseId w -Settings @{ max_retries = 1 } }).ToString() |
            Should -BeExactly '-Source and -WarehouseId cannot be used without -NotebookPath, -SqlFile or -DbtCommand.'
    }

    It 'for a parameter that the task in -Settings does not have says what it is for' {
        $failure = Get-Failure { New-DbxTask a -Source GIT -Settings @{ run_job_task = @{ job_id = 1 } } }
        $failure.ToString() | Should -BeExactly (
            '-Source cannot be combined with the task in -Settings: use -Source for a notebook, a Python file, ' +
            'a SQL file or dbt commands.')
    }

    It 'for a missing mandatory parameter names it' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddCommand('Import-Module').AddParameter('Name', (Get-Module Databricks.Jobs).Path).Invoke()
            $shell.Commands.Clear()
            $null = $shell.AddScript('try { New-DbxTask a -Left 1 -Op EQUAL_TO } catch { $_ }')
            $failure = $shell.Invoke()[0]
            $failure.FullyQualifiedErrorId | Should -BeLike 'MissingMandatoryParameter,*'
            $failure.ToString() | Should -Match '\bRight\b'
        } finally {
            $shell.Dispose()
        }
    }
}

Describe 'Tasks and New-DbxJob' {
    BeforeAll {
        $local = Start-TestWorkspace
        $tasks = @(
            New-DbxTask load -NotebookPath /load -JobClusterKey small
            New-DbxTask report -PythonFile /r.py -DependsOn load
        )
        $cluster = New-DbxJobCluster small -SparkVersion 15.4.x-scala2.12 -NodeTypeId i3.xlarge -NumWorkers 1
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    AfterAll {
        Stop-TestWorkspace $local
    }

    It 'makes one job of all tasks that come down the pipeline' {
        $job = $tasks | New-DbxJob -Name piped -JobCluster $cluster
        @($job) | Should -HaveCount 1
        @(Get-TestRequest $local -Path '*/jobs/create') | Should -HaveCount 1
        (Get-DbxJob $job.JobId).Settings.Tasks.TaskKey | Should -Be 'load', 'report'
    }

    It 'adds them to settings and to -Task' {
        $job = $tasks | New-DbxJob @{ name = 'both' } -JobCluster $cluster -Task (New-DbxTask first -NotebookPath /f)
        $job.Settings.Name | Should -Be 'both'
        $job.Settings.Tasks.TaskKey | Should -Be 'first', 'load', 'report'
    }

    It 'makes a job of each of several settings still' {
        $settings = @{ name = 'one' }, @{ name = 'two'; description = 'x' }, @{ description = 'three' }
        @($settings | ForEach-Object { $_ + @{ tasks = @() } } | New-DbxJob) |
            Should -HaveCount 3
    }

    It 'creates nothing of what is neither' {
        $failure = Get-Failure { 1..2 | New-DbxJob @{ name = 'x' } -ErrorAction Continue }
        $failure | Should -HaveCount 3
        $failure[2].FullyQualifiedErrorId | Should -Match '^NoInput'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'creates nothing with -WhatIf' {
        $tasks | New-DbxJob -Name x -JobCluster $cluster -WhatIf
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}
