BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace

    # Writes files in a folder of their own.
    function New-TestFolder {
        param([hashtable] $File)

        $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory
        foreach ($name in $File.Keys) {
            Set-Content -LiteralPath (Join-Path $folder $name) $File[$name]
        }
        $folder.FullName
    }

    function Get-CreatedName {
        Get-TestRequest $local -Path '*/jobs/create' | ForEach-Object { ($_.Body | ConvertFrom-Json).name }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'The path of a definition' {
    BeforeAll {
        $folder = New-TestFolder @{
            'a.json' = '{ "name": "a", "tasks": [] }'
            'b.json' = "{ // a comment`n 'name': 'b', 'tasks': [], }" -replace "'", '"'
            'c.yml' = "name: c`ntags: { on: no }`ntasks: []"
            'd[1].json' = '{ "name": "d", "tasks": [] }'
            'jobs.txt' = 'resources: { jobs: { e: { name: e, tasks: [] }, f: { name: f, tasks: [] } } }'
        }
        Push-Location $folder
    }

    AfterAll {
        Pop-Location
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'can have wildcards' {
        (New-DbxJob -Path '[ab].json').Settings.Name | Should -Be 'a', 'b'
    }

    It 'can be several' {
        (New-DbxJob -Path a.json, c.yml).Settings.Name | Should -Be 'a', 'c'
    }

    It 'can come from the pipeline' {
        (Get-ChildItem *.json | New-DbxJob).Settings.Name | Should -Be 'a', 'b', 'd'
        Get-CreatedName | Should -Be 'a', 'b', 'd'
    }

    It 'can be literal' {
        (New-DbxJob -LiteralPath 'd[1].json').Settings.Name | Should -Be 'd'
        (Get-Failure { New-DbxJob -Path 'd[1].json' }).FullyQualifiedErrorId | Should -BeLike 'SettingsFileUnreadable,*'
    }

    It 'can be that of a provider' {
        (New-DbxJob -Path "FileSystem::$folder/a.json").Settings.Name | Should -Be 'a'
        (Get-Failure { New-DbxJob -Path Env:PATH }).FullyQualifiedErrorId | Should -BeLike 'SettingsFileUnreadable,*'
    }

    It 'can be of a file with several definitions' {
        (New-DbxJob -Path jobs.txt).Settings.Name | Should -Be 'e', 'f'
    }

    It 'reads the other files if one is wrong' {
        Set-Content (Join-Path $folder 'b2.json') '{ "nam": "x" }'
        $jobs = New-DbxJob -Path 'b*.json' -ErrorVariable failure -ErrorAction SilentlyContinue
        Remove-Item (Join-Path $folder 'b2.json')
        $jobs.Settings.Name | Should -Be 'b'
        $failure | Should -HaveCount 1
        "$failure" | Should -Match 'b2\.json:1:3: nam: no such field; did you mean name\?'
    }

    It 'is an error if nothing matches it' {
        (Get-Failure { New-DbxJob -Path '*.nothing' }).FullyQualifiedErrorId | Should -BeLike 'SettingsFileUnreadable,*'
    }

    It 'leaves a string from Get-Content to be the settings' {
        (Get-Content a.json -Raw | New-DbxJob).Settings.Name | Should -Be 'a'
        (Get-CreatedName) | Should -Be 'a'
    }

    It 'means one definition where one is needed' {
        $id = (New-DbxJob -Path a.json).JobId
        $failure = Get-Failure { Update-DbxJob $id -Path jobs.txt }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SeveralDefinitions,*'
        Update-DbxJob $id -Path c.yml
        (Get-DbxJob $id).Settings.Tags['on'] | Should -Be 'no'
        Get-Item b.json | Update-DbxJob $id
        (Get-DbxJob $id).Settings.Name | Should -Be 'b'
    }

    It 'can be that of a one-time run' {
        $run = New-TestFolder @{
            'run.yaml' = "run_name: y`ntasks:`n  - task_key: a`n    notebook_task: { notebook_path: /a }"
            'wrong.yaml' = 'run_nam: y'
        }
        $null = Get-Item (Join-Path $run 'run.yaml') | Start-DbxRun
        $sent = (Get-TestRequest $local -Path '*/runs/submit').Body | ConvertFrom-Json
        $sent.run_name | Should -Be 'y'
        "$(Get-Failure { Start-DbxRun -Path (Join-Path $run wrong.yaml) })" |
            Should -Match 'wrong\.yaml:1:1: run_nam: no such field'
    }
}

Describe 'A bundle' {
    BeforeAll {
        $bundle = New-TestFolder @{
            'databricks.yml' = @(
                'bundle: { name: b }'
                'include: [jobs.yml]'
                'variables: { size: { default: 1 }, wheel: { description: a file } }'
                'targets:'
                '  dev: { default: true, mode: development }'
                '  prod: { variables: { size: 8 } }'
            ) -join "`n"
            'jobs.yml' = @(
                'resources:'
                '  jobs:'
                '    etl:'
                '      name: etl'
                '      max_concurrent_runs: ${var.size}'
                '      permissions: [{ level: CAN_VIEW, group_name: g }]'
                '      tasks:'
                '        - task_key: load'
                '          notebook_task: { notebook_path: ./load.py }'
                '          libraries: [{ whl: "${var.wheel}" }]'
            ) -join "`n"
        }
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'is deployed as its target says' {
        $null = New-DbxJob -Path $bundle -Target prod -Variable @{ wheel = '/a.whl' } -FilesRoot /Workspace/Shared/b
        $sent = (Get-TestRequest $local -Path '*/jobs/create').Body | ConvertFrom-Json
        $sent.name, $sent.max_concurrent_runs | Should -Be 'etl', 8
        $sent.tasks[0].notebook_task.notebook_path | Should -Be '/Workspace/Shared/b/load'
        $sent.tasks[0].libraries[0].whl | Should -Be '/a.whl'
        $sent.access_control_list[0].permission_level | Should -Be 'CAN_VIEW'
    }

    It 'knows who is connected' {
        $file = Join-Path $bundle 'databricks.yml'
        $null = New-DbxJob -Path $file -Variable @{ wheel = '/a.whl' } -FilesRoot /Workspace/Shared/b
        $sent = (Get-TestRequest $local -Path '*/jobs/create').Body | ConvertFrom-Json
        $sent.name | Should -Match '^\[dev \w+\] etl$'
        $sent.tags.dev | Should -Not -BeNullOrEmpty
    }

    It 'is an error before anything is sent: <What>' -ForEach @(
        @{
            What = 'a variable without a value'
            Words = 'jobs\.yml:10:30: \$\{var\.wheel\}.*-Variable @\{ .wheel'
            Parameter = @{ FilesRoot = '/Workspace/b'; Target = 'prod' }
        }
        @{
            What = 'a file without a root'
            Words = 'jobs\.yml:9:43: .\./load\.py.*-FilesRoot /Workspace'
            Parameter = @{ Variable = @{ wheel = '/a' }; Target = 'prod' }
        }
        @{
            What = 'no such target'
            Words = 'databricks\.yml:5:3: there is no target .x.; the bundle has dev, prod'
            Parameter = @{ Target = 'x' }
        }
    ) {
        $failure = Get-Failure { New-DbxJob -Path $bundle @Parameter }
        $failure | Should -HaveCount 1
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
        "$failure $($failure.ErrorDetails.RecommendedAction)" | Should -Match $Words
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'The YAML library' {
    BeforeAll {
        $cache = dotnet msbuild (Join-Path $PSScriptRoot 'Suite.csproj') -getProperty:NuGetPackageRoot
        $other = [System.IO.Path]::Combine($cache, 'yamldotnet', '15.3.0', 'lib', 'netstandard2.0', 'YamlDotNet.dll')
        $file = Join-Path (New-TestFolder @{ 'c.yml' = "name: c`ntasks: []" }) 'c.yml'

        # What another module does with its own version.
        $useOther = "Add-Type -Path '$other'; [YamlDotNet.Serialization.DeserializerBuilder]::new().Build()." +
            "Deserialize([System.IO.StringReader]::new('other: works'))['other']"
        $useOurs = "(New-DbxJob -Path '$file' -WhatIf:`$false).Settings.Name"
        $begin = 'Start-DbxLocalWorkspace | Connect-DbxWorkspace | Out-Null'
        $list = "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName() } |" +
            " Where-Object Name -Match '^YamlDotNet$|Jobs.Yaml' |" +
            " ForEach-Object { `"`$(`$_.Name) `$(`$_.Version.Major)`" }"
    }

    It 'is not loaded before a YAML file is read: <What>' -ForEach @(
        @{ What = 'after the import'; Line = { } }
        @{ What = 'after a JSON file'; Line = { $null = New-DbxJob '{"name":"x","tasks":[]}' } }
    ) {
        $result = Invoke-FreshPowerShell ([scriptblock]::Create("$begin; $Line; $list"))
        $result.Error | Should -BeNullOrEmpty
        $result.Output | Should -BeNullOrEmpty
    }

    It 'works beside the version of another module, whichever is first: <What>' -ForEach @(
        @{ What = 'ours'; Order = 'ours', 'other' }
        @{ What = 'theirs'; Order = 'other', 'ours' }
        @{ What = 'theirs, and again'; Order = 'other', 'ours', 'other', 'ours' }
    ) {
        $lines = $Order | ForEach-Object { if ($_ -eq 'ours') { $useOurs } else { $useOther } }
        $result = Invoke-FreshPowerShell ([scriptblock]::Create((@($begin) + $lines + $list) -join "`n"))
        $result.Error | Should -BeNullOrEmpty
        $output = $result.Output.Trim() -split '\r?\n'
        $output[0..($Order.Count - 1)] | Should -Be ($Order -replace 'ours', 'c' -replace 'other', 'works')
        $output | Should -Contain 'YamlDotNet 15'
        $output | Should -Contain 'YamlDotNet 18'
    }
}
