BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob -Name nightly -Task a, b -Chain -Setting @{ tags = @{ team = 'x'; area = 'y' } }
    $null = Add-TestJob -Name weekly -Setting @{ tags = @{ team = 'x' } }
    $null = Add-TestJob -Name other

    # What a script that makes a job makes, and whether anything else was run by it.
    function Invoke-Exported([string] $Path) {
        & $Path
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Export-DbxJob' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'writes a file for each job and returns it' {
        $files = Export-DbxJob nightly, weekly $folder
        $files.Name | Should -Be 'nightly.json', 'weekly.json'
        $files[0] | Should -BeOfType [System.IO.FileInfo]
        @(Get-ChildItem $folder -Force) | Should -HaveCount 2
        $definition = Get-Content $files[0] -Raw | ConvertFrom-Json
        $definition.name | Should -Be nightly
        $definition.tasks.task_key | Should -Be 'a', 'b'
        $definition.PSObject.Properties.Name | Should -Be 'name', 'tags', 'tasks'
    }

    It 'selects jobs by ID, name, wildcards, tag and pipeline' {
        (Export-DbxJob $job.JobId $folder).Name | Should -Be 'nightly.json'
        (Export-DbxJob '*ly' $folder -Force).Name | Should -Be 'nightly.json', 'weekly.json'
        (Export-DbxJob -Tag @{ team = 'x'; area = '*' } $folder -Force).Name | Should -Be 'nightly.json'
        (Export-DbxJob -Name 'w*' -Path $folder -Force).Name | Should -Be 'weekly.json'
        (Get-DbxJob -Name 'w*' | Export-DbxJob $folder -Force).Name | Should -Be 'weekly.json'
        (Get-DbxJob -Name 'w*' | Export-DbxJob -Path $folder -Force).Name | Should -Be 'weekly.json'
        ('nightly', 'weekly' | Export-DbxJob $folder -Force).Name | Should -Be 'nightly.json', 'weekly.json'
    }

    It 'writes to the current location without -Path' {
        $null = New-Item $folder -ItemType Directory
        Push-Location $folder
        try {
            $null = Export-DbxJob nightly
        } finally {
            Pop-Location
        }
        (Get-ChildItem $folder).Name | Should -Be 'nightly.json'
    }

    It 'writes all jobs into one file' {
        $file = Export-DbxJob nightly, weekly (Join-Path $folder all.json)
        $file.Name | Should -Be 'all.json'
        (Get-Content $file -Raw | ConvertFrom-Json).name | Should -Be 'nightly', 'weekly'
        (Get-Content (Export-DbxJob nightly (Join-Path $folder one.json)) -Raw | ConvertFrom-Json).name |
            Should -Be nightly
    }

    It 'writes the same bytes again, and nothing that the service added' {
        $first = [System.IO.File]::ReadAllBytes((Export-DbxJob nightly $folder))
        $again = [System.IO.File]::ReadAllBytes((Export-DbxJob nightly $folder -Force))
        [System.Linq.Enumerable]::SequenceEqual([byte[]] $first, [byte[]] $again) | Should -BeTrue
        $first | Should -Not -Contain 13
        $full = Get-Content (Export-DbxJob nightly $folder -Force -Full) -Raw | ConvertFrom-Json
        $full.format | Should -Be MULTI_TASK
        $full.tasks[0].run_if | Should -Be ALL_SUCCESS
    }

    It 'leaves an existing file as it is, unless -Force is given' {
        $null = New-Item $folder -ItemType Directory
        $file = Join-Path $folder 'nightly.json'
        'mine' | Set-Content $file
        $failure = Get-Failure { Export-DbxJob nightly, weekly $folder -ErrorAction Continue }
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        $failure.TargetObject | Should -Be $file
        Get-Content $file | Should -Be 'mine'
        Join-Path $folder 'weekly.json' | Should -Exist
        $null = Export-DbxJob nightly $folder -Force
        Get-Content $file -Raw | Should -Match '"nightly"'
        @(Get-ChildItem $folder -Force) | Should -HaveCount 2
    }

    It 'writes nothing with -WhatIf' {
        Export-DbxJob nightly $folder -WhatIf | Should -BeNullOrEmpty
        $folder | Should -Not -Exist
    }

    It 'gives every job a name of its own that is valid on all systems' {
        $same = 1..2 | ForEach-Object { Add-TestJob -Name 'same: name' }
        $null = Add-TestJob -Name 'SAME: NAME'
        $null = Add-TestJob -Name 'con'
        $null = Add-TestJob -Name '../up'
        $names = (Export-DbxJob 'same*', con, '../up' $folder).Name
        $names | Should -Contain "same_ name-$($same[0].JobId).json"
        $names | Should -Contain "same_ name-$($same[1].JobId).json"
        $names | Should -Contain '_con.json'
        $names | Should -Contain '__up.json'
        $names | ForEach-Object ToLowerInvariant | Select-Object -Unique | Should -HaveCount 5
        @(Get-ChildItem $folder) | Should -HaveCount 5
    }

    It 'includes the permissions on the job itself with -IncludePermission' {
        $shared = Add-TestJob -Name shared
        $null = $shared | Grant-DbxJobPermission -User ada@example.com -PermissionLevel CAN_VIEW
        $file = Export-DbxJob shared $folder -IncludePermission
        $entries = (Get-Content $file -Raw | ConvertFrom-Json).access_control_list
        ($entries | Where-Object user_name -EQ ada@example.com).permission_level | Should -Be CAN_VIEW
        $entries.group_name | Should -Not -Contain admins
        $copy = New-DbxJob -Path $file -Name shared-copy
        ($copy | Get-DbxJobPermission | Where-Object Principal -EQ ada@example.com).PermissionLevel |
            Should -Be CAN_VIEW
        $script = Export-DbxJob shared $folder -IncludePermission -Format PowerShell
        $made = Invoke-Exported $script
        Compare-DbxJob $shared $made -IncludePermission | Should -BeNullOrEmpty
    }

    It 'exports the other jobs if one fails, but no file that would lack it' {
        $failure = Get-Failure { Export-DbxJob nope, weekly $folder -ErrorAction Continue }
        $failure.FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        (Get-ChildItem $folder).Name | Should -Be 'weekly.json'
        $file = Join-Path $folder all.json
        $failure = Get-Failure { Export-DbxJob nope, weekly $file -ErrorAction Continue }
        $failure.FullyQualifiedErrorId | ForEach-Object { $_ -replace ',.*' } | Should -Be 'JobNotFound', 'JobsMissing'
        $file | Should -Not -Exist
    }

    It 'reports what is wrong, and honors -ErrorAction' {
        $cases = @(
            @{ Code = { Export-DbxJob -ErrorAction Continue }; Id = 'JobsToExport' }
            @{ Code = { 'nightly' | Export-DbxJob weekly $folder -ErrorAction Continue }; Id = 'JobsToExport' }
            @{ Code = { Export-DbxJob nightly Env:\x -ErrorAction Continue }; Id = 'FolderUnusable' }
            @{ Code = { Export-DbxJob nightly x.ps1 -Format Json -ErrorAction Continue }; Id = 'FormatMismatch' }
            @{ Code = { Get-DbxJob -Name 'no*' | Export-DbxJob $folder -ErrorAction Continue }; Id = 'NoInput' }
        )
        foreach ($case in $cases) {
            (Get-Failure $case.Code).FullyQualifiedErrorId | Should -BeLike "$($case.Id),*"
        }
        { Export-DbxJob nope $folder -ErrorAction Stop } | Should -Throw
        Export-DbxJob nope $folder -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}

Describe 'Export-DbxJob -Format PowerShell' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'writes calls with parameters, which create the same job' {
        $job = New-DbxJob -Settings @{
            name = 'script'
            schedule = @{ quartz_cron_expression = '0 0 2 * * ?'; timezone_id = 'UTC' }
            job_clusters = @(@{
                    job_cluster_key = 'main'
                    new_cluster = @{
                        spark_version = '15.4.x-scala2.12'
                        node_type_id = 'i3.xlarge'
                        autoscale = @{ min_workers = 1; max_workers = 4 }
                    }
                })
            tasks = @(
                @{ task_key = 'a'; job_cluster_key = 'main'; notebook_task = @{ notebook_path = '/a' } }
                @{
                    task_key = 'b'
                    depends_on = @(@{ task_key = 'a' })
                    for_each_task = @{
                        inputs = '[1, 2]'
                        task = @{ task_key = 'c'; spark_python_task = @{ python_file = '/c.py' } }
                    }
                }
            )
        }
        $file = Export-DbxJob $job $folder -Format PowerShell
        $text = Get-Content $file -Raw
        $text | Should -Match "New-DbxTask 'a' -NotebookPath '/a' -JobClusterKey 'main'"
        $text | Should -Match "New-DbxTask 'b' -ForEach '\[1, 2\]' -Do \(New-DbxTask 'c' -PythonFile '/c.py'\)"
        $text | Should -Match "New-DbxJobCluster 'main' .*-MinWorkers 1 -MaxWorkers 4"
        $text | Should -Not -Match '-Settings'
        Compare-DbxJob $job (Invoke-Exported $file) | Should -BeNullOrEmpty
        $all = Export-DbxJob nightly, weekly (Join-Path $folder all.ps1)
        $made = @(Invoke-Exported $all)
        $made | Should -HaveCount 2
        $made | Remove-DbxJob -Confirm:$false
    }

    It 'never runs what a name says' {
        $quotes = [char[]] (0x27, 0x2018, 0x2019, 0x201a, 0x201b, 0x22, 0x201c, 0x201d, 0x201e) -join ''
        $hostile = @(
            "'; `$global:injected = 1; '"
            "$([char] 0x2019); `$global:injected = 1; $([char] 0x2018)"
            "`$(`$global:injected = 1)"
            "``n # ; | & $quotes"
            "a`n`$global:injected = 1`n"
            "a`r`n'@`n`$global:injected = 1"
            "tab`t nul$([char] 0) esc$([char] 27) bidi$([char] 0x202e) sep$([char] 0x2028)"
            '#> $global:injected = 1 <#'
            "emoji $([char]::ConvertFromUtf32(0x1F600)) and accents $([char] 0xd1) $([char] 0xe9)"
        )
        $global:injected = 0
        foreach ($text in $hostile) {
            $job = New-DbxJob -Settings @{
                name = $text
                description = $text
                tags = @{ $text = $text }
                tasks = @(@{
                        task_key = 'a'
                        description = $text
                        notebook_task = @{ notebook_path = "/$text"; base_parameters = @{ $text = $text } }
                    })
            }
            $file = Export-DbxJob $job $folder -Format PowerShell
            $made = Invoke-Exported $file
            $global:injected | Should -Be 0
            Compare-DbxJob $job $made | Should -BeNullOrEmpty -Because $text
            # In the encoding that Windows PowerShell uses for a file without a byte order mark, too.
            [System.IO.File]::ReadAllBytes($file)[0..2] | Should -Be 0xef, 0xbb, 0xbf
        }
        Remove-Variable injected -Scope Global
    }

    It 'keeps keys that differ only by case, and fields that are not known' {
        $job = New-DbxJob -AllowUnknownField -WarningAction SilentlyContinue -Settings '{
            "name": "cases", "tags": { "a": "1", "A": "2" }, "new_field": { "x": 1.50, "b": null, "B": [true] },
            "tasks": [{ "task_key": "t", "new_flag": true,
            "notebook_task": { "notebook_path": "/a", "base_parameters": { "p": "1", "P": "2" } } }] }'
        $file = Export-DbxJob $job $folder -Format PowerShell
        $made = Invoke-Exported $file 3> $null
        Compare-DbxJob $job $made | Should -BeNullOrEmpty
        $again = Export-DbxJob $made (Join-Path $folder again) -Format PowerShell
        Get-Content $again -Raw | Should -Be (Get-Content $file -Raw)
    }
}

Describe 'Export-DbxJob -Format Yaml' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
    }

    It 'writes the jobs as in a bundle, with a line that names the schema' {
        $file = Export-DbxJob nightly $folder -Format Yaml
        $file.Name | Should -Be nightly.yml
        $lines = Get-Content $file
        $lines[0] | Should -Match '^# yaml-language-server: \$schema=https://.+bundle\.schema\.json$'
        $lines[1..5] | Should -Be 'resources:', '  jobs:', '    nightly:', '      name: nightly', '      tags:'
        Compare-DbxJob $file | Should -BeNullOrEmpty
    }

    It 'writes several jobs into one file, each with a key of its own' {
        $file = Export-DbxJob nightly, weekly, other (Join-Path $folder all.yaml)
        (Get-Content $file) -match '^    \S' | Should -Be '    nightly:', '    weekly:', '    other:'
        $other = Start-DbxLocalWorkspace
        (New-DbxJob -Path $file -Workspace $other).Settings.Name | Should -Be nightly, weekly, other
        Stop-DbxLocalWorkspace $other
    }

    It 'includes permissions as a bundle has them' {
        $shared = Add-TestJob -Name yaml-shared
        $null = $shared | Grant-DbxJobPermission -Group analysts -PermissionLevel CAN_VIEW
        $file = Export-DbxJob $shared $folder -Format Yaml -IncludePermission
        Get-Content $file -Raw | Should -Match 'permissions:\r?\n\s+- level: CAN_VIEW\r?\n\s+group_name: analysts'
        $made = New-DbxJob -Path $file
        Compare-DbxJob $shared $made -IncludePermission | Should -BeNullOrEmpty
        $again = Export-DbxJob $made (Join-Path $folder again) -Format Yaml -IncludePermission
        Get-Content $again -Raw | Should -BeExactly (Get-Content $file -Raw)
    }

    It 'keeps text like a reference, also in keys (<Format>)' -ForEach @(@{ Format = 'Yaml' }, @{ Format = 'Json' }) {
        $job = New-DbxJob @{
            name = 'x ${var.a}'; tags = @{ '${var.b}' = '$${c}' }
            tasks = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a'; base_parameters = @{ 'p${d}' = '${e}' } } }
        }
        $file = Export-DbxJob $job (Join-Path $folder "keys-$Format") -Format $Format
        $made = (New-DbxJob -Path $file).Settings
        $made.Tags['${var.b}'] | Should -Be '$${c}'
        $made.Tasks[0].NotebookTask.BaseParameters['p${d}'] | Should -Be '${e}'
        Compare-DbxJob $job $made | Should -BeNullOrEmpty
    }
}
