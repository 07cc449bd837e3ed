# What users write into hashtables, JSON strings and files, and what of it is sent.

BeforeDiscovery {
    $unreadable = @(
        @{ What = 'an empty file'; Create = { param($file) $null = New-Item $file }; Message = 'empty' }
        @{
            What = 'a file of 2 GB'
            Create = {
                param($file)
                $stream = [System.IO.File]::Create($file)
                $stream.SetLength(2GB)
                $stream.Dispose()
            }
            Message = '2,147,483,648 bytes'
        }
        @{
            What = 'text in an ANSI code page'
            Bytes = 123, 10, 34, 228, 34, 58, 49, 125
            Message = 'invalid byte 0xE4 at position 3, line 2'
        }
        @{
            What = 'text that is cut off within a character'
            Bytes = 123, 34, 97, 34, 58, 34, 195
            Message = 'invalid byte 0xC3 at position 6, line 1'
        }
        @{
            What = 'UTF-16 with half of a surrogate pair'
            Bytes = 255, 254, 123, 0, 0, 216, 123, 0
            Message = 'UTF-16 .* at position 4'
        }
    )
    if (-not ($PSVersionTable.PSVersion.Major -lt 6 -or $IsWindows)) {
        $unreadable += @{ What = 'a pipe'; Create = { param($file) mkfifo $file }; Message = 'regular file' }
        $unreadable += @{
            What = 'a link to a pipe'
            Create = {
                param($file)
                mkfifo "$file-pipe"
                $null = New-Item $file -ItemType SymbolicLink -Value "$file-pipe"
            }
            Message = 'regular file'
        }
        $unreadable += @{
            What = 'a device'
            Create = { param($file) $null = New-Item $file -ItemType SymbolicLink -Value /dev/zero }
            Message = 'regular file'
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }

    function Get-SentText {
        (Get-TestRequest $local -Path '*/jobs/create' | Select-Object -Last 1).Body
    }

    function Get-SentJob {
        Get-SentText | ConvertFrom-Json
    }

    function New-TestFile([string] $Text, [string] $Encoding = 'utf8') {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        $Text | Set-Content $file -Encoding $Encoding
        $file
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'A number of JSON text' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'keeps its digits where a string is needed: <_>' -ForEach @(
        '9007199254740993', '12345678901234567890', '1.10', '-0.0', '1e3', '0.1000000000000000000000000001', '42'
    ) {
        $json = '{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/a","base_parameters":{"x":' + $_ + '}}}]}'
        $null = New-DbxJob $json
        Get-SentText | Should -Match ('"x":"' + [regex]::Escape($_) + '"')
        Clear-TestWorkspace $local
        $null = New-DbxJob -Path (New-TestFile $json)
        Get-SentText | Should -Match ('"x":"' + [regex]::Escape($_) + '"')
    }

    It 'keeps its digits in a field that is not known: <_>' -ForEach '12345678901234567890', '1.10', '1E400' {
        $null = New-DbxJob ('{"name":"n","tasks":[],"AdditionalProperties":{"new_field":[' + $_ + ']}}')
        Get-SentText | Should -Match ('"new_field":\[' + [regex]::Escape($_) + '\]')
    }

    It 'is exact as an ID: <Given>' -ForEach @(
        @{ Given = '9007199254740993'; Sent = '9007199254740993' }
        @{ Given = '9007199254740993.0'; Sent = '9007199254740993' }
        @{ Given = '9.007199254740993e15'; Sent = '9007199254740993' }
        @{ Given = '"9007199254740993"'; Sent = '9007199254740993' }
    ) {
        $json = '{"tasks":[{"task_key":"a","run_job_task":{"job_id":' + $Given + '}}]}'
        $null = New-DbxJob $json -ErrorAction SilentlyContinue
        Get-SentText | Should -Match "`"job_id`":$Sent\b"
    }

    It 'is an error with its digits where another type is needed' {
        $failure = Get-Failure { New-DbxJob '{"max_concurrent_runs":12345678901234567890}' }
        $failure.ToString() | Should -Match 'runs: expected a whole number, found the number 12345678901234567890'
    }
}

Describe 'Text with JSON' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'can be a list, for the inputs of a for-each task: <What>' -ForEach @(
        @{ What = 'an array'; Inputs = 'a', 2; Text = '["a",2]' }
        @{ What = 'hashtables'; Inputs = @(@{ k = 'v' }); Text = '[{"k":"v"}]' }
        @{ What = 'text'; Inputs = '{{tasks.first.values.list}}'; Text = '{{tasks.first.values.list}}' }
    ) {
        $null = New-DbxJob -Name n -Task @{ task_key = 'loop'; for_each_task = @{ inputs = $Inputs; task = $task } }
        (Get-SentJob).tasks[0].for_each_task.inputs | Should -Be $Text
    }

    It 'can be a list in JSON, with its digits' {
        $null = New-DbxJob ('{"tasks":[{"task_key":"a","for_each_task":{"inputs":[1.10,{"b":12345678901234567890}],' +
            '"task":{"task_key":"b","notebook_task":{"notebook_path":"/b"}}}}]}')
        (Get-SentJob).tasks[0].for_each_task.inputs | Should -Be '[1.10,{"b":12345678901234567890}]'
    }

    It 'is asked for where a list is not accepted' {
        $failure = Get-Failure {
            New-DbxJob -Task @{
                task_key = 'a'
                notebook_task = @{ notebook_path = '/a'; base_parameters = @{ x = 1, 2 } }
            }
        }
        $failure.ToString() | Should -Match 'base_parameters\.x: expected a string \(convert a list or hashtable'
    }

    It 'has a property twice: <Json>' -ForEach @(
        @{ Json = '{"name":"a","name":"b"}'; Path = 'Settings.name' }
        @{ Json = '{"tags":{"t":"a","t":"b"}}'; Path = 'Settings.tags.t' }
    ) {
        $failure = Get-Failure { New-DbxJob $Json }
        $failure.ToString() | Should -Match ([regex]::Escape("${Path}: the JSON text has this property twice"))
    }

    It 'is a field in both spellings' {
        (Get-Failure { New-DbxJob @{ max_concurrent_runs = 1; MaxConcurrentRuns = 2 } }).ToString() |
            Should -Match 'twice, once in each spelling'
    }

    It 'is not valid Unicode: <What>' -ForEach @(
        @{ What = 'an escape'; Run = { New-DbxJob '{"name":"a\ud800"}' } }
        @{ What = 'an escape in a name'; Run = { New-DbxJob '{"tags":{"a\ud800":"b"}}' } }
        @{ What = 'a character'; Run = { New-DbxJob "{`"name`":`"a$([char] 0xD800)`"}" } }
        @{ What = 'a value of a hashtable'; Run = { New-DbxJob @{ name = "a$([char] 0xDC00)" } } }
        @{ What = 'a tag'; Run = { New-DbxJob -Name n -Tag @{ t = "$([char] 0xD83D)x" } } }
        @{ What = 'a parameter'; Run = { New-DbxJob -Name "$([char] 0xD83D)" } }
        @{ What = 'a field that is not known'
            Run = { New-DbxJob @{ AdditionalProperties = @{ x = "$([char] 0xD83D)" } } } }
        @{ What = 'a parameter of a run'; Run = { Start-DbxJobRun 1 -JobParameter @{ x = "$([char] 0xD83D)" } } }
    ) {
        $failure = Get-Failure $Run
        $failure | Should -HaveCount 1
        $failure.ToString() | Should -Match 'not valid Unicode'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'Parameters of a job' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'are names and defaults' {
        $null = New-DbxJob @{ tasks = @() } -Name n -Parameter @{ date = 'today' }
        (Get-SentJob).parameters | ConvertTo-Json -Compress | Should -Be '{"name":"date","default":"today"}'
    }

    It 'are a definition with the names of the API: <What>' -ForEach @(
        @{ What = 'a hashtable'; Given = @{ name = 'name'; default = 'x' } }
        @{ What = 'properties'; Given = @{ Name = 'name'; Default = 'x' } }
        @{ What = 'a custom object'; Given = [pscustomobject]@{ name = 'name'; default = 'x' } }
    ) {
        $null = New-DbxJob @{ tasks = @() } -Name n -Parameter $Given
        (Get-SentJob).parameters | ConvertTo-Json -Compress | Should -Be '{"name":"name","default":"x"}'
    }

    It 'need a default in a definition' {
        $failure = Get-Failure { New-DbxJob -Name n -Parameter @{ name = 'p' } }
        $failure.FullyQualifiedErrorId | Should -Match '^InvalidSettings'
        $failure.ToString() | Should -Match 'needs a default'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'A file' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'can be in <_>' -ForEach 'utf8', 'unicode', 'bigendianunicode' {
        $null = New-DbxJob -Path (New-TestFile '{"name":"Käse 🧀","tasks":[]}' $_)
        (Get-SentJob).name | Should -Be 'Käse 🧀'
    }

    It 'can be in UTF-16 without a byte order mark' {
        $file = Join-Path $TestDrive 'utf16.json'
        [System.IO.File]::WriteAllBytes($file, [System.Text.Encoding]::Unicode.GetBytes('{"name":"Käse","tasks":[]}'))
        $null = New-DbxJob -Path $file
        (Get-SentJob).name | Should -Be 'Käse'
    }

    It 'is one error, without reading it into memory: <What>' -ForEach $unreadable {
        $file = Join-Path $TestDrive ([guid]::NewGuid())
        if ($Bytes) {
            [System.IO.File]::WriteAllBytes($file, [byte[]] $Bytes)
        } else {
            & $Create $file
        }
        $before = [System.GC]::GetTotalMemory($false)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $failure = Get-Failure { New-DbxJob -Path $file }
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -Match '^SettingsFileUnreadable'
        $failure.ToString() | Should -Match $Message
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
        [System.GC]::GetTotalMemory($false) - $before | Should -BeLessThan 100MB
        Get-TestRequest $local | Should -BeNullOrEmpty
        Remove-Item $file
    }
}

Describe 'JSON text of a person' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'can have comments and a comma after the last item: <What>' -ForEach @(
        @{ What = 'a file'; Run = { param($json) New-DbxJob -Path (New-TestFile $json) } }
        @{ What = 'a string'; Run = { param($json) New-DbxJob $json } }
    ) {
        $json = "// The nightly job`n{`n  /* not`n     unique */ `"name`": `"n`", // here`n  `"tasks`": [],`n}`n// end"
        $null = & $Run $json
        (Get-SentJob).name | Should -Be 'n'
    }

    It 'has a mistake at a line and column: <Message>' -ForEach @(
        @{ Json = "{`n  `"name`": `"n`",`n  `"tasks`": [ { `"task_key`": `"ä`" `"x`": 1 } ]`n}"
            Message = '*not valid JSON: *(line 3, column 32, in tasks`[0`].task_key).'
            InFile = '*.json:3:32: not valid JSON: *' }
        @{ Json = "// comment`n{ `"name`": tru }"; Message = '*not valid JSON: *(line 2, column *'
            InFile = '*.json:2:*: not valid JSON: *' }
        @{ Json = '{ "name": "n" '; Message = '*ends too early; a bracket, brace or quotation mark is missing*'
            InFile = '*.json:*: the JSON text ends too early*' }
        @{ Json = '{ "name": "n" } x'; Message = '*not valid JSON: *(line 1, column 17).'
            InFile = '*.json:1:17: not valid JSON: *' }
    ) {
        $ofText = Get-Failure { New-DbxJob $Json }
        $ofText | Should -HaveCount 1
        $ofText.ToString() | Should -BeLike $Message
        $ofFile = Get-Failure { New-DbxJob -Path (New-TestFile $Json) }
        $ofFile | Should -HaveCount 1
        $ofFile.ToString() | Should -BeLike $InFile
        $ofText, $ofFile | Should -Not -Match 'reader options|\(byte'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is not empty' {
        $failure = Get-Failure { New-DbxJob -Path (New-TestFile ' ') }
        $failure | Should -HaveCount 1
        $failure.ToString() | Should -BeLike '*.json:1:1: there is no definition, only white space.'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is a list of definitions in a file' {
        $file = New-TestFile '[ { "name": "a", "tasks": [] }, { "name": "b", "tasks": [] } ]'
        (New-DbxJob -Path $file).Settings.Name | Should -Be 'a', 'b'
    }

    It 'can come line by line from the pipeline: <What>' -ForEach @(
        @{ What = 'Get-Content'; Run = { param($file) Get-Content $file | New-DbxJob } }
        @{ What = 'Get-Content -Raw'; Run = { param($file) Get-Content $file -Raw | New-DbxJob } }
        @{ What = 'strings'; Run = { param($file) [System.IO.File]::ReadAllLines($file) | New-DbxJob } }
    ) {
        $file = New-TestFile "{`n  `"name`": `"n`",`n  `"tasks`": [`n    { `"task_key`": `"a`",
            `"notebook_task`": { `"notebook_path`": `"/a`" } }`n  ]`n}`n"
        $null = & $Run $file
        $sent = Get-SentJob
        $sent.name, $sent.tasks[0].task_key | Should -Be 'n', 'a'
        Get-TestRequest $local | Should -HaveCount 1
    }

    It 'comes as several texts from the pipeline, some of them in lines' {
        $lines = '{', '"name": "one", "tasks": []', '}',
        '{ "name": "two", "tasks": [] }', '{ "name": "three",', '"tasks": []}'
        ($lines | New-DbxJob).Settings.Name | Should -Be 'one', 'two', 'three'
    }

    It 'has one mistake, at its line: <Message>' -ForEach @(
        @{ Lines = '{', '  "name": "n" "x": 1,', '  "tasks": []', '}'; Message = '*(line 2, column 15, in name).' }
        @{ Lines = '{', '  "name": "n",'; Message = '*ends too early; *' }
    ) {
        $failure = Get-Failure { $Lines | New-DbxJob -ErrorAction Continue }
        $failure | Should -HaveCount 1
        $failure.ToString() | Should -BeLike $Message
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'comes from all files of a folder' {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive 'definitions')).FullName
        Set-Content (Join-Path $folder 'a.json') '{ "name": "a", "tasks": [] }'
        Set-Content (Join-Path $folder 'b.yml') 'name: b', 'tasks: []'
        (New-DbxJob -Path $folder).Settings.Name | Sort-Object | Should -Be 'a', 'b'
    }
}

Describe 'The form of the settings' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'can have permissions, as in jobs/create: <What>' -ForEach @(
        @{ What = 'a file'; Run = { param($json) New-DbxJob -Path (New-TestFile $json) } }
        @{ What = 'a string'; Run = { param($json) New-DbxJob $json } }
        @{ What = 'a custom object'; Run = { param($json) New-DbxJob ($json | ConvertFrom-Json) } }
    ) {
        $job = & $Run ('{"name":"n","tasks":[],"access_control_list":[{"user_name":"a@example.com",' +
            '"permission_level":"can_manage"},{"group_name":"g","permission_level":"CAN_VIEW"}]}')
        $sent = (Get-SentJob).access_control_list
        $sent.permission_level | Should -Be 'CAN_MANAGE', 'CAN_VIEW'
        $sent[0].user_name | Should -Be 'a@example.com'
        $job.Settings.GetAdditionalProperties().Count | Should -Be 0
    }

    It 'has a mistake in the permissions' {
        $failure = Get-Failure { New-DbxJob '{"access_control_list":[{"user":"a","permission_level":"CAN_VIEW"}]}' }
        $failure.ToString() | Should -Match 'access_control_list\[0\]\.user: no such field; JobAccessControlRequest has'
    }

    It 'cannot have permissions for <Command>' -ForEach @(
        @{ Command = 'Set-DbxJob'; Run = { param($id, $json) Set-DbxJob $id -Settings $json } }
        @{ Command = 'Update-DbxJob'; Run = { param($id, $json) Update-DbxJob $id -Path (New-TestFile $json) } }
    ) {
        $id = (New-DbxJob -Name n -Task $task).JobId
        Clear-TestWorkspace $local
        $json = '{"tasks":[],"access_control_list":[{"user_name":"a@example.com","permission_level":"CAN_VIEW"}]}'
        $failure = Get-Failure { & $Run $id $json }
        $failure.FullyQualifiedErrorId | Should -Match '^InvalidSettings'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Set-DbxJobPermission'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'can be the body of jobs/reset' {
        $id = (New-DbxJob -Name n -Task $task).JobId
        $json = '{"job_id":7,"new_settings":{"name":"reset","tasks":[]}}'
        Set-DbxJob $id -Path (New-TestFile $json)
        (Get-DbxJob $id).Settings.Name | Should -Be 'reset'
    }

    It 'cannot be the body of a jobs/update that removes fields' {
        $json = '{"job_id":7,"new_settings":{"name":"n"},"fields_to_remove":["schedule"]}'
        (Get-Failure { Update-DbxJob 7 -Settings $json }).ToString() | Should -Match 'fields_to_remove.*-FieldsToRemove'
    }

    It 'can be that of API 2.0, on request: <What>' -ForEach @(
        @{ What = 'a file'; Run = { param($json) New-DbxJob -Path (New-TestFile $json) @args } }
        @{ What = 'a string'; Run = { param($json) New-DbxJob $json @args } }
    ) {
        $json = '{"name":"old","format":"SINGLE_TASK","max_retries":2,"timeout_seconds":60,' +
            '"new_cluster":{"num_workers":1,"spark_version":"15.4.x-scala2.12"},' +
            '"libraries":[{"jar":"dbfs:/a.jar"}],"spark_python_task":{"python_file":"dbfs:/a.py"}}'
        $failure = Get-Failure { & $Run $json }
        $failure.ToString() | Should -Match ('API 2\.0.*max_retries, new_cluster, libraries, spark_python_task' +
            '.*-ConvertSingleTask')
        Get-TestRequest $local | Should -BeNullOrEmpty

        $null = & $Run $json -ConvertSingleTask
        $sent = Get-SentJob
        $sent.name, $sent.timeout_seconds, $sent.format | Should -Be 'old', 60, $null
        $sent.PSObject.Properties.Name | Should -Not -Contain 'new_cluster'
        $sent.tasks | Should -HaveCount 1
        $sent.tasks[0].task_key, $sent.tasks[0].max_retries | Should -Be 'main', 2
        $sent.tasks[0].new_cluster.num_workers | Should -Be 1
        $sent.tasks[0].libraries[0].jar | Should -Be 'dbfs:/a.jar'
        $sent.tasks[0].spark_python_task.python_file | Should -Be 'dbfs:/a.py'
    }

    It 'has a field that only the service sets: <Path>' -ForEach @(
        @{ Path = 'job_clusters[0].new_cluster.cluster_source'
            Json = '{"job_clusters":[{"job_cluster_key":"c","new_cluster":{"cluster_source":"JOB"}}]}' }
        @{ Path = 'creator_user_name'; Json = '{"creator_user_name":"a@example.com"}' }
        @{ Path = 'tasks[0].run_id'; Json = '{"tasks":[{"task_key":"a","run_id":1}]}' }
    ) {
        (Get-Failure { New-DbxJob $Json }).ToString() |
            Should -Match ([regex]::Escape("Settings.${Path}: this field is read-only"))
    }

    It 'can have fields that are not known, on request: <What>' -ForEach @(
        @{ What = 'a file'; Run = { param($json) New-DbxJob -Path (New-TestFile $json) @args } }
        @{ What = 'a string'; Run = { param($json) New-DbxJob $json @args } }
        @{ What = 'a hashtable'; Run = { param($json) New-DbxJob ($json | ConvertFrom-Json) @args } }
    ) {
        $json = '{"name":"n","new_field":[1.10,{"x":true}],"tasks":[{"task_key":"a","new_task":{"y":2}}]}'
        (Get-Failure { & $Run $json }).ToString() | Should -Match 'new_field: no such field'

        $warnings = & $Run $json -AllowUnknownField 3>&1 |
            Where-Object { $_ -is [System.Management.Automation.WarningRecord] }
        $sent = Get-SentJob
        $sent.new_field[1].x | Should -BeTrue
        $sent.tasks[0].new_task.y | Should -Be 2
        "$($warnings[0])" | Should -Match '\.new_field is not a known field\. It is sent unchanged\.'
        "$($warnings[1])" | Should -Match '\.tasks\[0\]\.new_task is not a known field'
        $warnings | Should -HaveCount 2
    }

    It 'can have fields that are not known in a task, on request' {
        $new = @{ task_key = 'a'; new_task = @{ y = 2 } }
        $null = New-DbxJob -Task $new -AllowUnknownField -WarningVariable warnings -WarningAction SilentlyContinue
        (Get-SentJob).tasks[0].new_task.y | Should -Be 2
        "$warnings" | Should -Be 'Task[0].new_task is not a known field. It is sent unchanged.'
    }
}

Describe 'Hashtables that contain each other' {
    BeforeAll {
        $self = @{}
        $self.a = $self
        $self.b = $self
        $tree = @{ leaf = 1 }
        1..30 | ForEach-Object { $tree = @{ a = $tree; b = $tree } }
        $object = [pscustomobject]@{ a = $null; b = $null }
        $object.a = $object.b = $object
        $list = [object[]]::new(2)
        $list[0] = $list[1] = $list
    }

    It 'are one error, in a moment: <What>' -ForEach @(
        @{ What = 'itself'; Run = { New-DbxJob @{ AdditionalProperties = $self } }; Message = 'cannot contain itself' }
        @{ What = 'itself in a list'; Run = { New-DbxJob @{ AdditionalProperties = @{ x = $list } } }
            Message = 'cannot contain itself' }
        @{ What = 'itself as a custom object'; Run = { New-DbxJob @{ AdditionalProperties = @{ x = $object } } }
            Message = 'cannot contain itself' }
        @{ What = '30 levels'; Run = { New-DbxJob @{ AdditionalProperties = $tree } }; Message = 'more than 250,000' }
        @{ What = 'itself in a run'; Run = { Start-DbxRun -Task @{ task_key = 'a'; AdditionalProperties = $self } }
            Message = 'cannot contain itself' }
        @{ What = '30 levels in a run'; Run = { Start-DbxRun -Task @{ task_key = 'a'; AdditionalProperties = $tree } }
            Message = 'more than 250,000 values' }
        @{ What = 'itself in a parameter'; Run = { Start-DbxJobRun 1 -JobParameter $self }
            Message = 'expected a string' }
        @{ What = '30 levels in a parameter'; Run = { Start-DbxJobRun 1 -JobParameter $tree }
            Message = 'expected a string' }
        @{ What = 'whole jobs'
            Run = { $job = @{ job_id = 1 }; $job.settings = $job; New-DbxJob $job }
            Message = 'read-only|no such field' }
    ) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $failure = Get-Failure $Run
        $failure | Should -HaveCount 1
        $failure.ToString() | Should -Match $Message
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
    }

    It 'keep their secrets out of errors' {
        $secret = ConvertTo-SecureString 'dbx-test-secret-input' -AsPlainText -Force
        $shared = @{ password = $secret }
        $failure = Get-Failure { Start-DbxRun -Task @{ task_key = 'a'; bad = $shared, $shared, $self } }
        $failure | Should -HaveCount 1
        "$failure" | Should -Not -Match 'dbx-test-secret-input'
    }
}

Describe 'A list without a count' {
    # It can be endless, or wait for another thread, and Ctrl+C does not stop the binding of parameters.
    BeforeAll {
        $queue = [System.Collections.Concurrent.BlockingCollection[object]]::new()
        $blocking = $queue.GetConsumingEnumerable()
    }

    AfterAll {
        $queue.Dispose()
    }

    It 'is an error at once: <What>' -ForEach @(
        @{ What = 'a definition'; Run = { New-DbxJob -Name x -Task $blocking -WhatIf } }
        @{ What = 'a list in a definition'; Run = { New-DbxJob @{ name = 'x'; tasks = $blocking } -WhatIf } }
        @{ What = 'strings in a definition'; Run = {
                New-DbxTask a -Settings @{ spark_python_task = @{ python_file = '/x'; parameters = $blocking } } } }
    ) {
        $failure = Get-Failure $Run
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
        "$failure" | Should -Match 'an array or another list with a count'
    }

    It 'is an error of the binder where a known value is expected' {
        "$(Get-Failure { Get-DbxRun -Result $blocking })" | Should -Match 'an array or another list with a count'
    }

    It 'is read where it has one' {
        $keys = [System.Collections.Generic.HashSet[string]]::new([string[]] ('a', 'b'))
        (New-DbxTask c -NotebookPath /c -DependsOn $keys).DependsOn.TaskKey | Should -Be 'a', 'b'
    }
}

Describe 'New-DbxTask -AllowUnknownField' {
    It 'keeps the field, with a warning' {
        $task = New-DbxTask a -Settings @{ notebook_task = @{ notebook_path = '/a' }; new_field = 5 } `
            -AllowUnknownField -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'new_field is not a known field'
        $task.GetAdditionalProperties()['new_field'].GetInt32() | Should -Be 5
    }

    It 'is needed for that' {
        $failure = Get-Failure { New-DbxTask a -Settings @{ notebook_task = @{ notebook_path = '/a' }; new_field = 5 } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
    }
}
