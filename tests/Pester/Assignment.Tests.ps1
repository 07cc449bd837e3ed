# What a script can assign to the properties of the objects: the same as in a hashtable, with the same errors.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $types = [Databricks.Jobs.Models.Job].Assembly.GetExportedTypes() |
        Where-Object { -not $_.IsAbstract -and $_.IsSubclassOf([Databricks.Jobs.Models.JobsModel]) }
    $values = @(
        @{ Kind = 'a string'; Value = 'load' }
        @{ Kind = 'JSON text'; Value = '{ "name": "n" }' }
        @{ Kind = 'a hashtable'; Value = @{ a = 1 } }
        @{ Kind = 'a custom object'; Value = [pscustomobject]@{ task_key = 'a' } }
        @{ Kind = 'an array'; Value = 'x', 'y' }
        @{ Kind = 'an array of hashtables'; Value = @{ task_key = 'a' }, @{ name = 'b' } }
        @{ Kind = 'a number'; Value = 5 }
        @{ Kind = 'a truth value'; Value = $true }
        @{ Kind = 'null'; Value = $null }
        @{ Kind = 'an empty array'; Value = @() }
        @{ Kind = 'an object of another type'; Value = [System.Text.StringBuilder]::new('x') }
        @{ Kind = 'an object of the API'; Value = [Databricks.Jobs.Models.Task]@{ task_key = 'a' } }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"

    # The JSON of the object, or the message.
    function Get-Assigned([type] $Type, [string] $Property, [object] $Value) {
        $model = $Type::new()
        try {
            $model.$Property = $Value
            $model.ToJson()
        } catch {
            "$_"
        }
    }

    function Get-Bound([type] $Type, [string] $Property, [object] $Value) {
        try {
            $Type::new([System.Collections.Hashtable] @{ $Property = $Value }).ToJson()
        } catch {
            $_.Exception.InnerException.Message
        }
    }
}

Describe 'Every property of every object' {
    It 'is found' -ForEach @(@{ Types = $types }) {
        $Types.Count | Should -BeGreaterThan 200
    }

    It 'takes the same as a hashtable, with the same errors: <Kind>' -ForEach $values {
        $types = [Databricks.Jobs.Models.Job].Assembly.GetExportedTypes() |
            Where-Object { -not $_.IsAbstract -and $_.IsSubclassOf([Databricks.Jobs.Models.JobsModel]) }
        $differences = foreach ($type in $types) {
            foreach ($property in $type.GetProperties().Where{ $_.CanWrite }) {
                $assigned = Get-Assigned $type $property.Name $Value
                $bound = Get-Bound $type $property.Name $Value
                if ($assigned -cne $bound -or $assigned -match 'System\.|Cannot convert|Exception') {
                    "$($type.Name).$($property.Name): $assigned | $bound"
                }
            }
        }
        $differences | Should -BeNullOrEmpty
    }
}

Describe 'An assignment' {
    BeforeEach {
        $task = New-DbxTask a -NotebookPath /a
        $settings = [Databricks.Jobs.Models.JobSettings]@{ name = 'n' }
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'a dependency'; Run = { $task.DependsOn = 'load'; $task.DependsOn }
            Json = '{"task_key":"load"}' }
        @{ What = 'dependencies'; Run = { $task.DependsOn = 'load', 'check=true'; $task.DependsOn[1] }
            Json = '{"task_key":"check","outcome":"true"}' }
        @{ What = 'a property with its name in the API'; Run = { $task.depends_on = 'b'; $task.depends_on }
            Json = '{"task_key":"b"}' }
        @{ What = 'one more library'; Run = { $task.Libraries = 'pandas'; $task.Libraries += 'x.whl'; $task.Libraries[1] }
            Json = '{"whl":"x.whl"}' }
        @{ What = 'a cluster'; Run = { $task.NewCluster = @{ num_workers = 2; spark_conf = @{ a = 1 } }; $task.NewCluster }
            Json = '{"num_workers":2,"spark_conf":{"a":"1"}}' }
        @{ What = 'a cluster as JSON'; Run = { $task.NewCluster = '{"NumWorkers":2}'; $task.NewCluster }
            Json = '{"num_workers":2}' }
        @{ What = 'tags'; Run = { $settings.Tags = @{ a = 1 }; $settings }
            Json = '{"name":"n","tags":{"a":"1"}}' }
        @{ What = 'one more tag'; Run = { $settings.Tags = @{ a = 1 }; $settings.Tags.b = 2; $settings }
            Json = '{"name":"n","tags":{"a":"1","b":"2"}}' }
        @{ What = 'job parameters'; Run = { $settings.Parameters = @{ date = 'today' }; $settings.Parameters }
            Json = '{"name":"date","default":"today"}' }
        @{ What = 'a schedule'; Run = { $settings.Schedule = '0 0 2 * * ?'; $settings.Schedule }
            Json = '{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"UTC","pause_status":"UNPAUSED"}' }
        @{ What = 'a user'; Run = { $settings.RunAs = 'a@example.com'; $settings.RunAs }
            Json = '{"user_name":"a@example.com"}' }
        @{ What = 'a queue'; Run = { $settings.Queue = $true; $settings.Queue }
            Json = '{"enabled":true}' }
        @{ What = 'an address'; Run = { $settings.EmailNotifications = 'a@example.com'; $settings.EmailNotifications }
            Json = '{"on_failure":["a@example.com"]}' }
        @{ What = 'tasks'; Run = { $settings.Tasks = $task; $settings.Tasks += @{ task_key = 'b' }; $settings.Tasks[1] }
            Json = '{"task_key":"b"}' }
        @{ What = 'tasks of a job, for a run'
            Run = { $run = [Databricks.Jobs.Models.SubmitRun]::new(); $run.Tasks = $task; $run }
            Json = '{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/a"}}]}' }
        @{ What = 'null'; Run = { $settings.Tags = @{ a = 1 }; $settings.Tags = $null; $settings }
            Json = '{"name":"n"}' }
        @{ What = 'a property whose name is in a variable'
            Run = { $name = 'DependsOn'; $task.$name = 'load'; $task.DependsOn }; Json = '{"task_key":"load"}' }
        @{ What = 'an object from the pipeline'
            Run = { $task | ForEach-Object { $_.DependsOn = 'load'; $_.DependsOn } }; Json = '{"task_key":"load"}' }
    ) {
        (& $Run).ToJson() | Should -BeExactly $Json
    }

    It 'names the property and what it takes: <Message>' -ForEach @(
        @{ Run = { $task.DependsOn = 5 }; Message = 'depends_on[0]: expected a TaskDependency, a hashtable or a JSON ' +
            'string, or the key of a task, found a value of type Int32.' }
        @{ Run = { $task.DependsOn = @{ task_ky = 'a' } }
            Message = 'depends_on[0].task_ky: no such field; did you mean task_key?' }
        @{ Run = { $settings.Tags = 'a' }; Message = 'tags: expected a hashtable, found a value of type String.' }
        @{ Run = { $task.MaxRetries = 'many' }
            Message = 'max_retries: expected a whole number, found a value of type String.' }
        @{ Run = { $task.RunIf = 'ALL_DON' }; Message = "run_if: 'ALL_DON' is not a known RunIf; did you mean " +
            'ALL_DONE? Allowed: ALL_DONE, ALL_FAILED, ALL_SUCCESS, AT_LEAST_ONE_FAILED, AT_LEAST_ONE_SUCCESS, ' +
            'NONE_FAILED.' }
        @{ Run = { $settings.RunAs = 'me' }; Message = "run_as: 'me' is neither the name of a user, such as " +
            'someone@example.com, nor the application ID of a service principal, which is a GUID. For a group, use ' +
            "@{ group_name = 'me' }." }
        @{ Run = { $settings.EmailNotifications = 'me' }
            Message = "email_notifications: 'me' is not an email address." }
    ) {
        { & $Run } | Should -Throw -ExpectedMessage ([WildcardPattern]::Escape($Message))
    }

    It 'to a property that does not exist is an error of PowerShell' {
        { $task.Depend = 'load' } | Should -Throw "The property 'Depend' cannot be found*"
    }

    It 'leaves the properties that PowerShell adds as they are' {
        $job = [Databricks.Jobs.Models.Job]@{ job_id = 1; settings = @{ name = 'n' } }
        $null = New-DbxTask a -NotebookPath /a
        $job.Settings.Name = 'other'
        $job.Name | Should -Be 'other'
        ($job | Select-Object Name, job_id).job_id | Should -Be 1
        ($job | Where-Object job_id -EQ 1).JobId | Should -Be 1
    }
}

Describe 'A short form in a hashtable' {
    It 'is read at any depth: <Json>' -ForEach @(
        @{ Given = @{ task_key = 'a'; depends_on = 'b' }; Json = '{"task_key":"a","depends_on":[{"task_key":"b"}]}' }
        @{ Given = @{ task_key = 'a'; depends_on = 'b', 'c=false' }
            Json = '{"task_key":"a","depends_on":[{"task_key":"b"},{"task_key":"c","outcome":"false"}]}' }
        @{ Given = @{ task_key = 'a'; libraries = 'pandas' }
            Json = '{"task_key":"a","libraries":[{"pypi":{"package":"pandas"}}]}' }
        @{ Given = @{ task_key = 'a'; new_cluster = @{ init_scripts = '/a.sh' } }
            Json = '{"task_key":"a","new_cluster":{"init_scripts":[{"workspace":{"destination":"/a.sh"}}]}}' }
        @{ Given = @{ task_key = 'a'; email_notifications = 'a@example.com' }
            Json = '{"task_key":"a","email_notifications":{"on_failure":["a@example.com"]}}' }
    ) {
        ([Databricks.Jobs.Models.Task] $Given).ToJson() | Should -BeExactly $Json
    }
}
