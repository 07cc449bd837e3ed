BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/PromptHost.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $authority = [regex]::Escape((Get-LocalServer $local).Address.Authority)

    # A folder with one file for each definition.
    function New-Folder([hashtable] $Files) {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        foreach ($name in $Files.Keys) {
            [System.IO.File]::WriteAllText((Join-Path $folder $name), $Files[$name])
        }
        $folder
    }

    function Get-Definition([string] $Name, [string] $Notebook = '/a', [string] $More = '') {
        "{`"name`":`"$Name`",`"tags`":{`"team`":`"sales`"},$More`"tasks`":[{`"task_key`":`"a`"," +
        "`"notebook_task`":{`"notebook_path`":`"$Notebook`"}}]}"
    }

    function New-JobFolder([string[]] $Name) {
        $files = @{}
        $Name | ForEach-Object { $files["$_.json"] = Get-Definition $_ }
        New-Folder $files
    }

    # The next job that is created is rejected.
    function Add-Rejection {
        Add-TestFault $local @{ Kind = 'Status'; Status = 400; PathPattern = '*/jobs/create'; Message = 'Not today.' }
    }

    function Get-Change {
        @((Get-LocalServer $local).Requests | Where-Object Method -NE GET | ForEach-Object { $_.Path -replace '.*/' })
    }

    function Get-Id([string] $Name) {
        @(Get-DbxJob | Where-Object Name -CEQ $Name).JobId
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Import-DbxJob' {
    BeforeEach {
        Get-DbxJob | Remove-DbxJob -Force
        Clear-TestWorkspace $local
    }

    Context 'Definitions' {
        It 'creates, updates and leaves alone, with one object for each job' {
            $folder = New-JobFolder a, b, c
            $first = Import-DbxJob $folder
            $first.Name | Should -Be a, b, c
            $first.Action | Should -Be Create, Create, Create
            $first.Status | Should -Be Succeeded, Succeeded, Succeeded
            $first.JobId | Should -Be @(Get-Id a; Get-Id b; Get-Id c)
            "$($first[1].Source)" | Should -Be "$(Join-Path $folder b.json):1:1"

            Get-Definition b /other | Set-Content (Join-Path $folder b.json)
            Clear-TestWorkspace $local
            $second = Import-DbxJob $folder
            $second.Action | Should -Be Unchanged, Update, Unchanged
            $second.JobId | Should -Be $first.JobId
            "$($second[1].Change)" | Should -Be '~ tasks[a].notebook_task.notebook_path: /a -> /other'
            $second[1].Change[0] | Should -BeOfType Databricks.Jobs.Definitions.JobDifference
            $second[0].Change | Should -BeNullOrEmpty
            Get-Change | Should -Be reset
            (Get-DbxJob b).Settings.Tasks.NotebookTask.NotebookPath | Should -Be /other
        }

        It 'returns the same objects with -WhatIf, and sends nothing that changes' {
            $null = Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a })
            $folder = New-Folder @{ 'a.json' = Get-Definition a /other; 'b.json' = Get-Definition b }
            Clear-TestWorkspace $local
            $planned = Import-DbxJob $folder -WhatIf
            Get-Change | Should -BeNullOrEmpty
            $planned.Status | Should -Be Planned, Planned
            $done = Import-DbxJob $folder
            $done.Action | Should -Be $planned.Action
            "$($done.Change)" | Should -Be "$($planned.Change)"
            "$($done.Source)" | Should -Be "$($planned.Source)"
        }

        It 'names the workspace with -WhatIf and in prompts, and shows the differences' {
            $null = Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a })
            $folder = New-Folder @{ 'a.json' = Get-Definition a /other; 'b.json' = Get-Definition b }
            (Invoke-WithPrompt { Import-DbxJob $argument -WhatIf } $folder).Lines -join "`n" |
                Should -Match "(?s)Update job.+a \(job \d+\) in $authority.+/a -> /other.+Create job.+b in $authority"
            $result = Invoke-WithPrompt { Import-DbxJob $argument -Confirm } $folder -Answer No, Yes
            $result.Questions | Should -HaveCount 2
            $result.Output.Status | Should -Be Skipped, Succeeded
            (Get-DbxJob a).Settings.Tasks.NotebookTask.NotebookPath | Should -Be /a
            Get-Id b | Should -HaveCount 1
        }

        It 'finds a job by its ID, and can rename it' {
            $id = (Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a })).JobId
            $done = Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition b -More "`"job_id`":$id," })
            $done.Action | Should -Be Update
            (Get-DbxJob $id).Name | Should -Be b
        }

        It 'finds a job by its exact name' {
            $null = Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition Nightly })
            (Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition nightly })).Action | Should -Be Create
            (Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition Nightly })).Action | Should -Be Unchanged
        }

        It 'reads folders with subfolders, bundles, wildcards, files and folders from the pipeline, and text' {
            $folder = New-Folder @{ 'a.json' = Get-Definition a; 'notes.md' = '# nothing' }
            $inner = (New-Item -ItemType Directory (Join-Path $folder inner)).FullName
            Get-Definition b | Set-Content (Join-Path $inner b.json)
            (Import-DbxJob $folder -WhatIf).Name | Should -Be a, b
            (Import-DbxJob "$folder/*.json" -WhatIf).Name | Should -Be a
            (Import-DbxJob -LiteralPath "$inner/b.json", $folder -WhatIf).Name | Should -Be b, a
            (Get-ChildItem $folder -Recurse -Filter *.json | Import-DbxJob -WhatIf).Name | Sort-Object | Should -Be a, b
            (Get-Item $inner | Import-DbxJob -WhatIf).Name | Should -Be b
            (Get-Definition t | Import-DbxJob -WhatIf).Name | Should -Be t
            (Get-Content "$inner/b.json" | Import-DbxJob -WhatIf).Name | Should -Be b
            ('{', '"name": "lines",', '"tasks": []', '}' | Import-DbxJob -WhatIf).Name | Should -Be lines
            ("name: yaml`ntasks: []" | Import-DbxJob -WhatIf).Name | Should -Be yaml
            (@{ name = 'table'; tasks = @() } | Import-DbxJob -WhatIf).Name | Should -Be table
        }

        It 'reads the bundle of a folder, with a target and variables' {
            $folder = New-Folder @{ 'databricks.yml' = @'
bundle: { name: sales }
variables: { path: { default: /x } }
targets:
  dev: { default: true }
  prod: { presets: { name_prefix: 'prod ' } }
resources:
  jobs:
    load:
      name: load
      tasks:
        - task_key: main
          notebook_task: { notebook_path: '${var.path}' }
'@
            }
            $done = Import-DbxJob $folder -Target prod -Variable @{ path = '/y' }
            $done.Name | Should -Be 'prod load'
            (Get-DbxJob $done.JobId).Settings.Tasks.NotebookTask.NotebookPath | Should -Be /y
            "$($done.Source)" | Should -Match 'databricks.yml:\d+:\d+$'
        }

        It 'creates the jobs of a bundle that others run first, and uses their IDs' {
            $text = @(
                'bundle: { name: sales }'
                'resources:'
                '  jobs:'
                '    all:'
                '      name: all'
                '      tasks: [{ task_key: t, run_job_task: { job_id: "${resources.jobs.load.id}" } }]'
                '    load: { name: load, tasks: [] }'
            ) -join "`n"
            $folder = New-Folder @{ 'databricks.yml' = $text }
            (Import-DbxJob $folder -WhatIf).Action | Should -Be Create, Create
            $done = Import-DbxJob $folder
            (Get-DbxJob all).Settings.Tasks.RunJobTask.JobId | Should -Be $done[1].JobId
            (Import-DbxJob $folder).Action | Should -Be Unchanged, Unchanged
            $back = 'tasks: [{ task_key: t, run_job_task: { job_id: "${resources.jobs.all.id}" } }] }'
            $loop = $text.Replace('tasks: [] }', $back)
            [System.IO.File]::WriteAllText((Join-Path $folder databricks.yml), $loop)
            Import-DbxJob $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -Match 'databricks\.yml:7:\d+: the jobs run each other: all -> load -> all'
        }

        It 'takes a job as it is, and settings and definitions of the library' {
            $null = Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a })
            $job = Get-DbxJob a
            ($job | Import-DbxJob).Action | Should -Be Unchanged
            $job.Settings.MaxConcurrentRuns = 5
            ($job | Import-DbxJob).Action | Should -Be Update
            ($job.Settings | Import-DbxJob).Action | Should -Be Unchanged
            Get-DbxJob -Name * | Import-DbxJob -ErrorVariable problem -ErrorAction SilentlyContinue |
                Should -BeNullOrEmpty
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'IncompleteJob,*'
        }
    }

    Context 'An import that cannot start' {
        It 'names both places of two definitions with one name, and sends nothing' {
            $folder = New-JobFolder a, c
            "`n`n$(Get-Definition a)" | Set-Content (Join-Path $folder b.json)
            Import-DbxJob $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem | Should -HaveCount 1
            "$($problem[0])" | Should -Match "b\.json:3:1.+'a'.+a\.json:1:1"
            (Get-LocalServer $local).Requests | Should -BeNullOrEmpty
        }

        It 'names both jobs of the workspace with the name of a definition, and changes nothing' {
            $ids = @(Add-TestJob -Name a; Add-TestJob -Name a).JobId
            Clear-TestWorkspace $local
            $folder = New-Folder @{ 'a.json' = Get-Definition a; 'c.json' = Get-Definition c }
            Import-DbxJob $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem | Should -HaveCount 1
            "$($problem[0])" | Should -Match 'a\.json:1:1'
            $ids | ForEach-Object { "$($problem[0])" | Should -Match $_ }
            Get-Change | Should -BeNullOrEmpty
            # The ID makes it certain.
            $done = Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a -More "`"job_id`":$($ids[0])," })
            $done.JobId | Should -Be $ids[0]
        }

        It 'does not mind two jobs with a name that no definition has' {
            $null = Add-TestJob -Name other; Add-TestJob -Name other
            (Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a })).Status | Should -Be Succeeded
        }

        It 'reports every invalid definition with file, line and column, and sends nothing' {
            $folder = New-Folder @{
                'a.json' = Get-Definition a
                'b.json' = "{`"name`":`"b`",`n`"max_concurrent_runs`":5000,`n`"tasks`":[]}"
                'c.json' = '{"name":"c"}'
                'd.json' = '{"tasks":[]}'
            }
            Import-DbxJob $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem | Should -HaveCount 3
            "$($problem[0])" | Should -Match 'b\.json:2:1: max_concurrent_runs'
            "$($problem[1])" | Should -Match 'c\.json:1:1: the job has no tasks'
            "$($problem[2])" | Should -Match 'd\.json:1:1: the job has no name'
            (Get-LocalServer $local).Requests | Should -BeNullOrEmpty
        }

        It 'sends nothing if one of the files cannot be read' {
            $folder = New-Folder @{ 'a.json' = Get-Definition a; 'b.json' = '{"name":' }
            Import-DbxJob $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -Match 'b\.json:1:\d+'
            (Get-LocalServer $local).Requests | Should -BeNullOrEmpty
        }

        It 'names the place of an ID that no job has' {
            Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a -More '"job_id":4711,' }) `
                -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -Match 'a\.json:1:1.+4711'
            Get-Change | Should -BeNullOrEmpty
        }

        It 'finds an ID and a name that are one job' {
            $id = (Import-DbxJob (New-Folder @{ 'a.json' = Get-Definition a })).JobId
            Clear-TestWorkspace $local
            $folder = New-Folder @{ 'a.json' = Get-Definition a; 'b.json' = Get-Definition b -More "`"job_id`":$id," }
            Import-DbxJob $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -Match "b\.json:1:1.+$id.+a\.json:1:1"
            Get-Change | Should -BeNullOrEmpty
        }

        It 'needs definitions' {
            { @() | Import-DbxJob -ErrorAction Stop } | Should -Throw -ErrorId 'NoInput,*'
            { Import-DbxJob (New-Folder @{}) -ErrorAction Stop } | Should -Throw -ErrorId 'NoDefinitions,*'
            { Import-DbxJob ./nothing-there -ErrorAction Stop } | Should -Throw -ErrorId 'SettingsFileUnreadable,*'
            { 5 | Import-DbxJob -ErrorAction Stop } | Should -Throw -ErrorId 'NotADefinition,*'
        }
    }

    Context 'Import-DbxJob -Prune' {
        BeforeEach {
            $folder = New-JobFolder a, b, c
            $null = Import-DbxJob $folder
            $null = Add-TestJob -Name 'without tag'
            $null = Add-TestJob -Name 'other team' -Setting @{ tags = @{ team = 'hr' } }
            Remove-Item (Join-Path $folder b.json), (Join-Path $folder c.json)
            Clear-TestWorkspace $local
        }

        It 'removes the jobs with the tag and without a definition, each after a prompt' {
            $result = Invoke-WithPrompt { Import-DbxJob $argument -Prune -Tag team=sales } $folder -Answer No, Yes
            $result.Errors | Should -BeNullOrEmpty
            $result.Questions | Should -HaveCount 2
            $result.Questions[0] | Should -Match "b \(job \d+\).+$authority"
            $result.Output.Action | Should -Be Unchanged, Remove, Remove
            $result.Output.Status | Should -Be Succeeded, Skipped, Succeeded
            (Get-DbxJob).Name | Sort-Object | Should -Be a, b, 'other team', 'without tag'
        }

        It 'does not ask with <_>' -ForEach 'Force', 'Confirm' {
            $more = if ($_ -eq 'Force') { @{ Force = $true } } else { @{ Confirm = $false } }
            $null = Import-DbxJob $folder -Prune -Tag @{ team = 'sales' } @more
            (Get-DbxJob).Name | Sort-Object | Should -Be a, 'other team', 'without tag'
        }

        It 'reads a tag without a value as any value' {
            $done = Import-DbxJob $folder -Prune -Tag team -Force
            ($done | Where-Object Action -EQ Remove).Name | Sort-Object | Should -Be b, c, 'other team'
        }

        It 'removes nothing where nobody can answer, and nothing with -WhatIf' {
            $result = Invoke-WithPrompt { Import-DbxJob $argument -Prune -Tag team=sales } $folder
            $result.Errors[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationNeeded,*'
            (Import-DbxJob $folder -Prune -Tag team=sales -WhatIf).Action | Should -Be Unchanged, Remove, Remove
            Get-Change | Should -BeNullOrEmpty
        }

        It 'never removes a job that a file names by its ID' {
            Get-Definition 'new name' -More "`"job_id`":$(Get-Id b)," | Set-Content (Join-Path $folder b.json)
            $done = Import-DbxJob $folder -Prune -Tag team=sales -WhatIf
            ($done | Where-Object Action -EQ Remove).Name | Should -Be c
        }

        It 'removes nothing after a failure' {
            Get-Definition d | Set-Content (Join-Path $folder d.json)
            Add-Rejection
            $prune = @{ Prune = $true; Tag = 'team=sales'; Force = $true }
            $done = Import-DbxJob $folder @prune -ErrorVariable problem -ErrorAction SilentlyContinue
            $done.Status | Should -Be Succeeded, Failed, Skipped, Skipped
            "$problem" | Should -Match 'Not done: b \(job \d+\), c'
            Get-Change | Should -Be create
        }

        It 'needs a tag, and -Tag needs -Prune' {
            { Import-DbxJob $folder -Prune } | Should -Throw -ErrorId 'TagNeeded,*'
            { Import-DbxJob $folder -Tag team } | Should -Throw -ErrorId 'PruneNeeded,*'
            { Import-DbxJob $folder -Prune -Tag '=x' } | Should -Throw '*is not a tag*'
        }
    }

    Context 'Permissions in a definition' {
        BeforeAll {
            $entries = '"access_control_list":[{"group_name":"users","permission_level":"CAN_VIEW"},' +
            '{"user_name":"LOCAL.user@example.com","permission_level":"CAN_MANAGE"}],'
        }

        It 'are set with the job, and keep its owner' {
            $folder = New-Folder @{ 'a.json' = Get-Definition a -More $entries }
            $null = Import-DbxJob $folder
            Get-Change | Should -Be create
            $null = Grant-DbxJobPermission a -Group others -PermissionLevel CAN_MANAGE
            Clear-TestWorkspace $local
            $done = Import-DbxJob $folder
            $done.Action | Should -Be Update
            "$($done.Change)" | Should -Match 'access_control_list\[others\]'
            # Only the permissions are sent.
            (Get-TestRequest $local -Method PUT) | Should -HaveCount 1
            Get-TestRequest $local -Path '*/reset' | Should -BeNullOrEmpty
            $now = Get-DbxJobPermission a | Where-Object -Not Inherited
            ($now | Where-Object PermissionLevel -EQ IS_OWNER).Principal | Should -Be local.user@example.com
            ($now | Where-Object PermissionLevel -NE IS_OWNER).Principal | Should -Be users
            Clear-TestWorkspace $local
            (Import-DbxJob $folder).Action | Should -Be Unchanged
            Get-Change | Should -BeNullOrEmpty
        }

        It 'stay as they are without any in the definition' {
            $folder = New-Folder @{ 'a.json' = Get-Definition a }
            $null = Import-DbxJob $folder
            $null = Grant-DbxJobPermission a -Group others -PermissionLevel CAN_MANAGE
            (Import-DbxJob $folder).Action | Should -Be Unchanged
        }

        It 'are checked before anything is sent' {
            $folder = New-Folder @{ 'a.json' = Get-Definition a -More (
                    '"access_control_list":[{"group_name":"users","permission_level":"IS_OWNER"}],') }
            Import-DbxJob $folder -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            "$problem" | Should -Match 'a\.json:1:\d+.+group users'
            (Get-LocalServer $local).Requests | Should -BeNullOrEmpty
        }
    }

    Context 'A failure for one of several jobs' {
        It 'does not stop the others, and the error says what was done, what failed and why' {
            $folder = New-JobFolder a, b, c
            Add-Rejection
            $done = Import-DbxJob $folder -ThrottleLimit 1 -ErrorVariable problem -ErrorAction SilentlyContinue
            $done.Status | Should -Be Failed, Succeeded, Succeeded
            $done[0].Error.Problem | Should -Match 'Not today'
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'ImportIncomplete,*'
            "$($problem[0])" | Should -Match '^1 of 3 jobs failed\. a: .+a\.json:1:1: .*Not today'
            "$($problem[0])" | Should -Match 'Created: b \(job \d+\), c'
            $problem[0].ErrorDetails.RecommendedAction | Should -Match 'again'

            (Import-DbxJob $folder).Action | Should -Be Create, Unchanged, Unchanged
            (Get-DbxJob).Name | Sort-Object | Should -Be a, b, c
        }

        It 'is a terminating error with -ErrorAction Stop, after the others' {
            $folder = New-JobFolder a, b
            Add-Rejection
            { Import-DbxJob $folder -ThrottleLimit 1 -ErrorAction Stop } | Should -Throw -ErrorId 'ImportIncomplete,*'
            (Get-DbxJob).Name | Should -Be b
        }

        It 'does not create a second job after a lost response' {
            $folder = New-Folder @{ 'a.json' = Get-Definition a }
            Add-TestFault $local @{ Kind = 'ResponseLost'; PathPattern = '*/jobs/create' }
            (Import-DbxJob $folder).Status | Should -Be Succeeded
            Add-TestFault $local @{ Kind = 'ResponseLost'; PathPattern = '*/jobs/reset' }
            Get-Definition a /other | Set-Content (Join-Path $folder a.json)
            (Import-DbxJob $folder).Status | Should -Be Succeeded
            (Import-DbxJob $folder).Action | Should -Be Unchanged
            Get-Id a | Should -HaveCount 1
        }
    }

    Context 'Import-DbxJob -IfUnchangedSince' {
        BeforeEach {
            $folder = New-JobFolder a, b
            $null = Import-DbxJob $folder
            $before = (Export-DbxJob a, b (Join-Path $TestDrive ([guid]::NewGuid()))).DirectoryName[0]
            $job = Get-DbxJob a
            Get-Definition a /mine | Set-Content (Join-Path $folder a.json)
        }

        It 'changes a job that nobody else changed' {
            (Import-DbxJob $folder -IfUnchangedSince $before).Status | Should -Be Succeeded, Succeeded
            (Get-DbxJob a).Settings.Tasks.NotebookTask.NotebookPath | Should -Be /mine
        }

        It 'does not overwrite a job that someone changed, and shows the difference' {
            $null = Update-DbxJob a -MaxConcurrentRuns 7
            Clear-TestWorkspace $local
            $done = Import-DbxJob $folder -IfUnchangedSince $before -ErrorVariable problem -ErrorAction SilentlyContinue
            $done.Status | Should -Be Failed, Succeeded
            "$($done[0].Error.Differences)" | Should -Be '+ max_concurrent_runs: 7'
            "$problem" | Should -Match 'max_concurrent_runs: 7'
            Get-Change | Should -BeNullOrEmpty
            # Also for jobs that were kept as objects.
            $done = Import-DbxJob "$folder/a.json" -IfUnchangedSince $job -WhatIf -ErrorAction Ignore
            $done.Status | Should -Be Failed
        }

        It 'finds jobs that were created or removed since' {
            $null = Add-TestJob -Name c
            Get-DbxJob b | Remove-DbxJob -Force
            Get-Definition c | Set-Content (Join-Path $folder c.json)
            $done = Import-DbxJob $folder -IfUnchangedSince $before -ErrorAction SilentlyContinue
            $done.Status | Should -Be Succeeded, Failed, Failed
        }

        It 'explains that it cannot be a time' {
            { Import-DbxJob $folder -IfUnchangedSince (Get-Date) -ErrorAction Stop } |
                Should -Throw -ErrorId 'TimeOfChangeUnknown,*'
        }
    }

    Context 'A second import of <Name>' -ForEach @(
        Get-ChildItem ([System.IO.Path]::Combine((Split-Path $PSScriptRoot), 'Corpus')) -Filter *.json |
            ForEach-Object { @{ Name = $_.BaseName; File = $_.FullName } }
    ) {
        It 'sends no request that changes something' {
            $text = [System.IO.File]::ReadAllText($File)
            if (-not ($text | ConvertFrom-Json).name) {
                # The import needs a name to find the job again.
                $text = $text -replace '^\{', '{ "name": "corpus",'
            }
            $path = Join-Path $TestDrive 'corpus.json'
            [System.IO.File]::WriteAllText($path, $text)
            (Import-DbxJob $path).Action | Should -Be Create
            Clear-TestWorkspace $local
            (Import-DbxJob $path).Action | Should -Be Unchanged
            Get-Change | Should -BeNullOrEmpty
        }
    }

    Context 'An import of many jobs' {
        It 'sends only the requests of the list for 150 unchanged jobs, with names, tasks and tags' {
            $folder = New-Folder @{}
            1..150 | ForEach-Object { Get-Definition "job $_" | Set-Content (Join-Path $folder "$_.json") }
            $null = Import-DbxJob $folder
            Clear-TestWorkspace $local
            (Import-DbxJob $folder).Action | Select-Object -Unique | Should -Be Unchanged
            @((Get-LocalServer $local).Requests) | Should -HaveCount 2
            (Get-LocalServer $local).Requests.Path | Select-Object -Unique | Should -Be /api/2.2/jobs/list
        }

        It 'gets a job with more than 100 tasks, of which the list has only 100' {
            $tasks = 1..120 | ForEach-Object { "{`"task_key`":`"t$_`",`"notebook_task`":{`"notebook_path`":`"/a`"}}" }
            $folder = New-Folder @{ 'big.json' = "{`"name`":`"big`",`"tasks`":[$($tasks -join ',')]}" }
            $null = Import-DbxJob $folder
            (Import-DbxJob $folder).Action | Should -Be Unchanged
            $other = $tasks[0..118] -join ','
            [System.IO.File]::WriteAllText((Join-Path $folder big.json), "{`"name`":`"big`",`"tasks`":[$other]}")
            "$((Import-DbxJob $folder).Change)" | Should -Match '^- tasks\[t120\]'
        }

        It 'shows its progress' {
            $folder = New-JobFolder a, b
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript('param($manifest, $workspace, $folder) Import-Module $manifest
                    Import-DbxJob $folder -Workspace $workspace').AddArgument((Get-BuiltManifest)).
                    AddArgument((Get-DbxWorkspace)).AddArgument($folder).Invoke()
                $shell.Streams.Progress.Activity | Select-Object -Unique | Should -Be 'Importing jobs'
                $shell.Streams.Progress.StatusDescription | Should -Contain '2 of 2 done'
                $shell.Streams.Progress[-1].RecordType | Should -Be Completed
            } finally {
                $shell.Dispose()
            }
        }
    }
}
