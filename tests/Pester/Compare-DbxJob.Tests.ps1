BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $other = Start-DbxLocalWorkspace -Speed 100000
    $settings = @{
        name = 'nightly'
        max_concurrent_runs = 2
        parameters = @(@{ name = 'date'; default = 'today' })
        job_clusters = @(@{
                job_cluster_key = 'main'
                new_cluster = @{ spark_version = '15.4.x-scala2.12'; node_type_id = 'i3.xlarge'; num_workers = 2 }
            })
        tasks = @(
            @{ task_key = 'ingest'; job_cluster_key = 'main'; notebook_task = @{ notebook_path = '/etl/ingest' } }
            @{
                task_key = 'report'
                depends_on = @(@{ task_key = 'ingest' })
                job_cluster_key = 'main'
                spark_python_task = @{ python_file = '/etl/report.py'; parameters = @('a', 'b') }
            }
        )
    }
    $job = New-DbxJob -Settings $settings
    $null = New-DbxJob -Settings $settings -Workspace $other
    $changed = New-DbxJob -Settings $settings -Name changed
    $null = $changed | Update-DbxJob -Settings @{
        timeout_seconds = 60
        tasks = @(@{
                task_key = 'report'
                depends_on = @(@{ task_key = 'ingest' })
                job_cluster_key = 'main'
                spark_python_task = @{ python_file = '/etl/report.py'; parameters = @('b', 'a') }
            })
    }
    $file = Join-Path $TestDrive 'nightly.json'
    $settings | ConvertTo-Json -Depth 9 | Set-Content $file

    function Compare-AsText {
        @(Compare-DbxJob @args) | ForEach-Object { "$_" }
    }

    $expected = '~ name: nightly -> changed',
    '~ tasks[report].spark_python_task.parameters: [a, b] -> [b, a]',
    '~ timeout_seconds: 0 -> 60'
}

AfterAll {
    Stop-DbxLocalWorkspace $other
    Stop-TestWorkspace $local
}

Describe 'Compare-DbxJob' {
    It 'compares two jobs, by name, ID or object' {
        Compare-AsText nightly changed | Should -Be $expected
        Compare-AsText $job.JobId $changed.JobId | Should -Be $expected
        Compare-AsText (Get-DbxJob nightly) (Get-DbxJob changed) | Should -Be $expected
        Compare-AsText (Get-DbxJob -Name nightly) (Get-DbxJob -Name changed) | Should -Be $expected
        Get-DbxJob changed | Compare-DbxJob nightly | ForEach-Object { "$_" } | Should -Be $expected
    }

    It 'returns typed differences' {
        $found = Compare-DbxJob nightly changed
        $found[0] | Should -BeOfType Databricks.Jobs.Definitions.JobDifference
        $found[2].Path | Should -Be 'timeout_seconds'
        $found[2].Kind | Should -Be Changed
        $found[2].Left | Should -Be 0
        $found[2].Right | Should -Be 60
        $found | Where-Object Path -Like 'tasks*' | ForEach-Object Right | Should -Be 'b', 'a'
    }

    It 'returns nothing for jobs that are equal, and a boolean with -Quiet' {
        Compare-DbxJob nightly nightly | Should -BeNullOrEmpty
        Compare-DbxJob nightly nightly -Quiet | Should -BeTrue
        Compare-DbxJob nightly changed -Quiet | Should -BeFalse
    }

    It 'compares a job with a file, and two files' {
        $copy = Join-Path $TestDrive 'copy.json'
        (Get-Content $file -Raw) -replace 'i3.xlarge', 'i3.2xlarge' | Set-Content $copy
        Compare-DbxJob nightly $file | Should -BeNullOrEmpty
        Compare-AsText nightly $copy |
            Should -Be '~ job_clusters[main].new_cluster.node_type_id: i3.xlarge -> i3.2xlarge'
        Compare-AsText $file $copy |
            Should -Be '~ job_clusters[main].new_cluster.node_type_id: i3.xlarge -> i3.2xlarge'
        Compare-AsText (Get-Item $copy) nightly |
            Should -Be '~ job_clusters[main].new_cluster.node_type_id: i3.2xlarge -> i3.xlarge'
    }

    It 'compares a file with the job of the same name by default' {
        Compare-DbxJob $file | Should -BeNullOrEmpty
        $changedFile = Join-Path $TestDrive 'changed.json'
        $settings + @{ description = 'x' } | ConvertTo-Json -Depth 9 | Set-Content $changedFile
        Compare-AsText $changedFile | Should -Be '- description: x'
    }

    It 'compares a job with YAML, and with one of several definitions' {
        $yaml = Export-DbxJob nightly, changed (Join-Path $TestDrive 'both.yml')
        Compare-DbxJob nightly $yaml | Should -BeNullOrEmpty
        Compare-DbxJob changed $yaml | Should -BeNullOrEmpty
        Compare-DbxJob $yaml | Should -BeNullOrEmpty
        Compare-DbxJob $yaml -Quiet | Should -Be $true, $true
        $lone = New-DbxJob -Settings $settings -Name lone
        (Get-Failure { Compare-DbxJob $lone $yaml -ErrorAction Continue }).FullyQualifiedErrorId |
            Should -BeLike 'DefinitionNotFound,*'
        $lone | Remove-DbxJob -Confirm:$false
    }

    It 'takes a text, a folder with a bundle, and a name that looks like a path' {
        $bundle = Join-Path $TestDrive 'bundle'
        $null = Export-DbxJob nightly (Join-Path $bundle 'databricks.yml')
        Get-Content (Join-Path $bundle 'databricks.yml') -Raw | Compare-DbxJob | Should -BeNullOrEmpty
        Compare-DbxJob $bundle -Quiet | Should -BeTrue
        Push-Location $bundle
        try {
            Compare-DbxJob . nightly -Quiet | Should -BeTrue
        } finally {
            Pop-Location
        }
        $drive = New-DbxJob -Settings $settings -Name 'nodrive:etl/nightly'
        Compare-DbxJob 'nodrive:etl/nightly' nightly | ForEach-Object Path | Should -Be name
        $drive | Remove-DbxJob -Confirm:$false
    }

    It 'reports the position of a mistake in a file' {
        $wrong = Join-Path $TestDrive 'wrong.yml'
        "name: x`ntasks:`n- task_key: a`n  max_retries: many" | Set-Content $wrong
        Get-Failure { Compare-DbxJob nightly $wrong -ErrorAction Continue } | Should -Match 'wrong\.yml.*4'
    }

    It 'compares settings' {
        Compare-AsText nightly ($settings + @{ description = 'x' }) | Should -Be '+ description: x'
        Compare-AsText nightly (($settings + @{ description = 'x' }) | ConvertTo-Json -Depth 9) |
            Should -Be '+ description: x'
        Compare-DbxJob nightly $job | Should -BeNullOrEmpty
    }

    It 'compares the same job in two workspaces' {
        Compare-DbxJob nightly -DifferenceWorkspace $other | Should -BeNullOrEmpty
        Get-DbxJob nightly | Compare-DbxJob -DifferenceWorkspace $other -Quiet | Should -BeTrue
        Compare-AsText changed nightly -DifferenceWorkspace $other | Should -HaveCount 3
    }

    It 'compares a job as it was at a run with the job as it is' {
        $job = New-DbxJob -Settings $settings -Name edited
        $run = $job | Start-DbxJobRun -Wait
        $run | Compare-DbxJob | Should -BeNullOrEmpty
        $null = $job | Update-DbxJob -Settings @{
            timeout_seconds = 5
            parameters = @(@{ name = 'date'; default = 'yesterday' })
            tasks = @(@{
                    task_key = 'ingest'
                    job_cluster_key = 'main'
                    max_retries = 2
                    notebook_task = @{ notebook_path = '/etl/ingest' }
                })
        }
        $expected = '~ parameters[date].default: today -> yesterday', '+ tasks[ingest].max_retries: 2'
        $run | Compare-DbxJob | ForEach-Object { "$_" } | Should -Be $expected
        Get-DbxRun -JobId $job.JobId | Compare-DbxJob | ForEach-Object { "$_" } | Should -Be $expected
        $verbose = Compare-DbxJob (Get-DbxRun $run.RunId) -Verbose 4>&1 | Out-String
        $verbose | Should -Match 'timeout_seconds'
    }

    It 'redacts secrets' {
        $secret = $settings.Clone()
        $secret.job_clusters = @(@{
                job_cluster_key = 'main'
                new_cluster = $settings.job_clusters[0].new_cluster + @{ spark_env_vars = @{ DB_PASSWORD = 'hunter2' } }
            })
        $found = Compare-DbxJob nightly $secret
        "$found" | Should -Be '+ job_clusters[main].new_cluster.spark_env_vars.DB_PASSWORD: ***'
        $found | Out-String | Should -Not -Match 'hunter2'
        $found | ConvertTo-Json | Should -Not -Match 'hunter2'
    }

    It 'compares permissions with -IncludePermission' {
        $shared = New-DbxJob -Settings $settings -Name shared
        $null = $shared | Grant-DbxJobPermission -User ada@example.com -PermissionLevel CAN_VIEW
        $found = Compare-AsText nightly shared -IncludePermission
        $found | Should -Be @(
            '+ access_control_list[ada@example.com]: user ada@example.com: CAN_VIEW', '~ name: nightly -> shared'
        )
    }

    It 'reports what is wrong, and honors -ErrorAction' {
        $empty = New-Item (Join-Path $TestDrive empty) -ItemType Directory | ForEach-Object FullName
        $cases = @(
            @{ Code = { Compare-DbxJob -ErrorAction Continue }; Id = 'CompareTwo' }
            @{ Code = { Compare-DbxJob nightly -ErrorAction Continue }; Id = 'CompareTwo' }
            @{ Code = { 'c' | Compare-DbxJob a b -ErrorAction Continue }; Id = 'CompareTwo' }
            @{ Code = { Compare-DbxJob nightly nope -ErrorAction Continue }; Id = 'JobNotFound' }
            @{ Code = { Compare-DbxJob nightly ./nope.json -ErrorAction Continue }; Id = 'SettingsFileUnreadable' }
            @{ Code = { Compare-DbxJob nightly $empty -ErrorAction Continue }; Id = 'NoDefinitions' }
            @{ Code = { Compare-DbxJob nightly (Get-Date) -ErrorAction Continue }; Id = 'NotAJob' }
            @{ Code = { Compare-DbxJob nightly @{ nam = 'x' } -ErrorAction Continue }; Id = 'InvalidSettings' }
            @{ Code = { Compare-DbxJob 'night*' nightly -ErrorAction Continue }; Id = 'JobNameHasWildcards' }
        )
        foreach ($case in $cases) {
            (Get-Failure $case.Code).FullyQualifiedErrorId | Should -BeLike "$($case.Id),*"
        }
        { Compare-DbxJob nightly nope -ErrorAction Stop } | Should -Throw
        Compare-DbxJob nightly nope -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'says that a one-time run has no job' {
        $run = New-DbxTask a -NotebookPath /a | Start-DbxRun -Wait
        (Get-Failure { $run | Compare-DbxJob -ErrorAction Continue }).FullyQualifiedErrorId |
            Should -BeLike 'RunWithoutJob,*'
    }
}

Describe 'The view of differences' {
    It 'is like a diff, grouped by job' {
        $text = Compare-DbxJob nightly changed | Out-String -Width 200
        $lines = $text -replace '\e\[[\d;]*m' -split '\r?\n' | Where-Object { $_ }
        $lines | Should -Be (@('   JobName: nightly') + $expected)
    }

    It 'has the colors of a diff only where the shell has colors' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            $text = Compare-DbxJob nightly @{ name = 'nightly'; tags = @{ team = 'x' } } | Out-String
            $text | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Green)+ tags.team: x"))
            $text | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Red)- max_concurrent_runs: 2"))
            $PSStyle.OutputRendering = 'PlainText'
            Compare-DbxJob nightly changed | Out-String | Should -Not -Match '\e'
        } finally {
            $PSStyle.OutputRendering = $before
        }
    }

    It 'is safe to show' {
        $null = New-DbxJob -Settings $settings -Name "evil`e[31m" -Description "##vso[task.setvariable]`e]0;x`a"
        $text = Compare-DbxJob nightly "evil`e[31m" | Out-String -Width 200
        $text -replace '\e\[[\d;]*m' | Should -Not -Match "[\e\a]"
    }
}
