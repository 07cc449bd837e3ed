# The script steps of samples/azure-pipelines and samples/github-actions, each run as its build system runs it: in a
# PowerShell of its own, with the variables of the system, against a local workspace.

BeforeDiscovery {
    $systems = @(
        @{ System = 'AzureDevOps'; Folder = 'azure-pipelines' }, @{ System = 'GitHub'; Folder = 'github-actions' }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/PipelineAgents.psm1"
    $samples = Join-Path (Get-RepositoryRoot) samples
    $module = Split-Path (Get-BuiltManifest)
    Add-Type -Path (Join-Path $module 'net8.0/dependencies/YamlDotNet.dll')

    # Every mapping below a node.
    function Get-Mapping {
        param($Node)

        if ($Node -is [YamlDotNet.RepresentationModel.YamlMappingNode]) {
            # Otherwise, the pipeline would take it apart.
            , $Node
            foreach ($child in $Node.Children) {
                Get-Mapping $child.Value
            }
        } elseif ($Node -is [YamlDotNet.RepresentationModel.YamlSequenceNode]) {
            foreach ($child in $Node.Children) {
                Get-Mapping $child
            }
        }
    }

    function Get-Value {
        param($Mapping, [string] $Key)

        foreach ($entry in $Mapping.Children) {
            if ("$($entry.Key)" -eq $Key) {
                return , $entry.Value
            }
        }
    }

    function ConvertTo-Table {
        param($Mapping)

        $table = [ordered]@{}
        foreach ($entry in $Mapping.Children) {
            $table["$($entry.Key)"] = "$($entry.Value)"
        }
        $table
    }

    # The steps of a file that run a script, with their environment.
    function Get-ScriptStep {
        param([string] $Path)

        $stream = [YamlDotNet.RepresentationModel.YamlStream]::new()
        $reader = [System.IO.StreamReader]::new($Path)
        try {
            $stream.Load($reader)
        } finally {
            $reader.Dispose()
        }
        $root = $stream.Documents[0].RootNode
        $shared = ConvertTo-Table (Get-Value $root env)
        foreach ($mapping in Get-Mapping $root) {
            $script = (Get-Value $mapping pwsh) ?? (Get-Value $mapping run)
            $name = (Get-Value $mapping displayName) ?? (Get-Value $mapping name)
            if ($script) {
                $step = [ordered]@{ Name = "$name"; Script = "$script"; Environment = [ordered]@{} }
                foreach ($table in $shared, (ConvertTo-Table (Get-Value $mapping env))) {
                    foreach ($key in $table.Keys) {
                        $step.Environment[$key] = $table[$key]
                    }
                }
                [pscustomobject] $step
            }
        }
    }

    # Replaces ${{ expression }} and $(variable); one that the test does not know is an error.
    function Expand-Expression {
        param([string] $Text, [hashtable] $Value)

        [regex]::Replace($Text, '\$\{\{ *(?<name>.+?) *\}\}|\$\((?<name>[\w.]+)\)', {
                param($match)
                $name = $match.Groups['name'].Value
                if (-not $Value.ContainsKey($name)) {
                    throw "The test has no value for $name."
                }
                $Value[$name]
            })
    }

    $ran = [System.Collections.Generic.HashSet[string]]::new()

    # Runs the steps of a file with a name.
    function Invoke-SampleStep {
        param([string] $File, [string] $Name, [hashtable] $Value = @{})

        $path = Join-Path $samples $File
        foreach ($step in Get-ScriptStep $path | Where-Object Name -EQ $Name) {
            $null = $ran.Add("$File $Name")
            # A value in the text of a script would be code.
            $step.Script | Should -Not -Match '\$\{\{|\$\([A-Z][\w.]+\)'
            $connection = $local.GetEnvironmentVariables()
            $known = @{
                DATABRICKS_HOST = $connection.DATABRICKS_HOST; 'vars.DATABRICKS_HOST' = $connection.DATABRICKS_HOST
                # The token of the local workspace is used instead.
                DATABRICKS_CLIENT_ID = ''; 'vars.DATABRICKS_CLIENT_ID' = ''; 'System.AccessToken' = ''
                'vars.DATABRICKS_TOKEN_AUDIENCE' = ''
                'Agent.TempDirectory' = "$results"
            }
            foreach ($key in $Value.Keys) {
                $known[$key] = $Value[$key]
            }
            Set-Content -LiteralPath "$results/output", "$results/summary" -Value '' -NoNewline
            $variables = @{ TF_BUILD = $null; GITHUB_ACTIONS = $null; GITHUB_OUTPUT = "$results/output"
                GITHUB_STEP_SUMMARY = "$results/summary"; AGENT_TEMPDIRECTORY = "$results"
                PSModulePath = (Split-Path (Split-Path $module)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
                DATABRICKS_TOKEN = $connection.DATABRICKS_TOKEN
            }
            if ($File -match 'action\.yml$') {
                # Steps of an action inherit them from the workflow.
                $variables.DATABRICKS_HOST = $connection.DATABRICKS_HOST
            }
            $variables[$(if ($System -eq 'GitHub') { 'GITHUB_ACTIONS' } else { 'TF_BUILD' })] = 'true'
            foreach ($key in $step.Environment.Keys) {
                $variables[$key] = Expand-Expression $step.Environment[$key] $known
            }
            $text = "Set-Location -LiteralPath '$($repository.FullName.Replace("'", "''"))'`n$($step.Script)"
            Invoke-WithEnvironment $variables { Invoke-FreshPowerShell ([scriptblock]::Create($text)) }
        }
    }
}

Describe 'The samples for <System>' -ForEach $systems {
    BeforeAll {
        $local = Start-TestWorkspace @{ Speed = 100000 }
        $repository = New-Item -ItemType Directory (Join-Path $TestDrive "$System/repository")
        $results = New-Item -ItemType Directory (Join-Path $TestDrive "$System/results")
        $jobs = New-Item -ItemType Directory (Join-Path $repository jobs)
        $definition = @{ name = 'nightly'; parameters = @(@{ name = 'date'; default = 'none' })
            tasks = @(
                @{ task_key = 'load'; notebook_task = @{ notebook_path = '/load' } }
                @{ task_key = 'report'; notebook_task = @{ notebook_path = '/report' }
                    depends_on = @(@{ task_key = 'load' })
                }
            )
        }
        Set-Content -LiteralPath "$jobs/nightly.json" ($definition | ConvertTo-Json -Depth 9)
        $check, $import, $compare, $run, $inputs = if ($System -eq 'GitHub') {
            @{ File = 'github-actions/jobs.yml'; Name = 'Check jobs' }
            @{ File = 'github-actions/jobs.yml'; Name = 'Import jobs' }
            @{ File = 'github-actions/jobs.yml'; Name = 'Compare jobs' }
            @{ File = 'github-actions/run-job/action.yml'; Name = 'Run the job' }
            @{ 'inputs.job' = 'nightly'; 'inputs.parameters' = '{ "date": "2026-01-15" }'
                'inputs.timeout-minutes' = '60'
            }
        } else {
            @{ File = 'azure-pipelines/steps/check-jobs.yml'; Name = 'Check jobs' }
            @{ File = 'azure-pipelines/steps/import-jobs.yml'; Name = 'Import jobs' }
            @{ File = 'azure-pipelines/steps/compare-jobs.yml'; Name = 'Compare jobs' }
            @{ File = 'azure-pipelines/steps/run-job.yml'; Name = 'Run ${{ parameters.job }}' }
            @{ 'parameters.job' = 'nightly'; 'parameters.timeoutMinutes' = '60'
                'convertToJson(parameters.jobParameters)' = '{ "date": "2026-01-15" }'
            }
        }
        foreach ($step in $check, $import, $compare) {
            $step.Value = @{ 'parameters.path' = 'jobs' }
        }
        $run.Value = $inputs
    }

    AfterAll {
        Stop-TestWorkspace $local
    }

    It 'install the module only if it is missing' {
        $files = Get-ChildItem (Join-Path $samples $Folder) -Recurse -Include *.yml
        foreach ($file in $files) {
            $relative = [System.IO.Path]::GetRelativePath($samples, $file.FullName).Replace('\', '/')
            foreach ($step in Get-ScriptStep $file.FullName | Where-Object Name -EQ 'Install Databricks.Jobs') {
                $step.Script | Should -Match 'Install-Module Databricks\.Jobs'
                $done = @(Invoke-SampleStep $relative $step.Name)
                $done | Should -Not -BeNullOrEmpty
                $done.ExitCode | Select-Object -Unique | Should -Be 0
                "$($done.Output)".Trim() | Should -BeNullOrEmpty
            }
        }
    }

    It 'accept definitions without errors' {
        $step = Invoke-SampleStep @check
        $step.Error | Should -BeNullOrEmpty
        $step.ExitCode | Should -Be 0
        $sarif = @(Get-ChildItem $repository, $results -Filter jobs.sarif)
        $sarif | Should -HaveCount 1
        (Get-Content -Raw $sarif | ConvertFrom-Json).version | Should -Be '2.1.0'
    }

    It 'fail for definitions with errors' {
        Set-Content -LiteralPath "$jobs/bad.json" '{ "name": "bad", "tasks": [{ "task_key": "a b" }] }'
        try {
            $step = Invoke-SampleStep @check
        } finally {
            Remove-Item -LiteralPath "$jobs/bad.json"
        }
        $step.ExitCode | Should -Be 1
        $step.Output + $step.Error | Should -Match 'The definitions have errors'
    }

    It 'show what an import would change, and change nothing' {
        $step = Invoke-SampleStep @compare
        $step.ExitCode | Should -Be 0
        $step.Output | Should -Match 'Create\s+nightly'
        Get-DbxJob | Should -BeNullOrEmpty
    }

    It 'import the definitions' {
        (Invoke-SampleStep @import).ExitCode | Should -Be 0
        (Get-DbxJob nightly).Settings.Tasks | Should -HaveCount 2
        (Invoke-SampleStep @import).Output | Should -Match 'Unchanged'
    }

    It 'run a job, with its parameters and outputs' {
        $step = Invoke-SampleStep @run
        $step.Error | Should -BeNullOrEmpty
        $step.ExitCode | Should -Be 0
        $set = if ($System -eq 'GitHub') {
            Read-GitHubOutput "$results/output"
        } else {
            $found = @{}
            Read-AzureCommand $step.Output | Where-Object Command -EQ task.setvariable |
                ForEach-Object { $found[$_.variable] = $_.Data }
            $found
        }
        $set['result'] | Should -Be 'SUCCESS'
        $parameters = (Get-DbxRun ([long] $set['run_id'])).JobParameters
        ($parameters | Where-Object Name -EQ date).Value | Should -Be '2026-01-15'
    }

    It 'fail if the job fails, with an error of the build' {
        Set-DbxLocalTask load -ErrorMessage 'no rows' -LocalWorkspace $local
        $step = Invoke-SampleStep @run
        $step.ExitCode | Should -Be 1
        $commands = @(if ($System -eq 'GitHub') {
                Read-GitHubCommand $step.Output | Where-Object Command -EQ error
            } else {
                Read-AzureCommand $step.Output | Where-Object Command -EQ task.logissue
            })
        $commands | Should -HaveCount 1
        $commands[0].Data | Should -Match 'Task load ended in FAILED: no rows'
    }
}

Describe 'The samples' {
    It 'have no script step without a test' {
        $steps = foreach ($file in Get-ChildItem $samples -Recurse -Include *.yml) {
            $relative = [System.IO.Path]::GetRelativePath($samples, $file.FullName).Replace('\', '/')
            Get-ScriptStep $file.FullName | ForEach-Object { "$relative $($_.Name)" }
        }
        $steps | Select-Object -Unique | Where-Object { -not $ran.Contains($_) } | Should -BeNullOrEmpty
        $steps.Count | Should -BeGreaterThan 9
    }
}
