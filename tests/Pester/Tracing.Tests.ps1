# What -Verbose and -Debug tell of requests.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $workspace = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob -Setting @{ parameters = @{ name = 'pw'; default = '' } }
    $line = '^(GET|POST) /\S+ -> (\d{3}|no response) in \d+ ms(, attempt \d+)?(, request ID \S+)?(, idempotency token \S+)?(: .+)?$'

    function Get-Stream {
        param([scriptblock] $ScriptBlock, [type] $Type)

        & $ScriptBlock *>&1 | Where-Object { $_ -is $Type } | ForEach-Object Message
    }

    function Get-VerboseLine {
        param([scriptblock] $ScriptBlock)

        Get-Stream $ScriptBlock ([System.Management.Automation.VerboseRecord])
    }

    function Get-DebugText {
        param([scriptblock] $ScriptBlock)

        Get-Stream $ScriptBlock ([System.Management.Automation.DebugRecord])
    }
}

AfterAll {
    Stop-TestWorkspace $workspace
}

Describe '-Verbose' {
    BeforeEach {
        Clear-TestWorkspace $workspace
    }

    It 'writes a line a request, with its id' {
        $lines = @(Get-VerboseLine { Get-DbxJob $job.JobId -Verbose })

        $lines.Count | Should -Be 1
        $lines[0] | Should -Match $line
        $lines[0] | Should -Match "^GET /api/2.2/jobs/get\?job_id=$($job.JobId) -> 200 in \d+ ms, request ID "
    }

    It 'writes one for each attempt, and says why there is another' {
        Add-TestFault $workspace @{ Kind = 'Status'; Status = 503; RetryAfter = '0'; Message = 'Busy.' }

        $lines = @(Get-VerboseLine { Get-DbxJob $job.JobId -Verbose })

        $lines.Count | Should -Be 2
        $lines[0] | Should -Match '-> 503 in .*: Busy\. Retrying in 0\.0 s\.$'
        $lines[1] | Should -Match '-> 200 in .*, attempt 2, request ID '
    }

    It 'writes one for a failure too' {
        $lines = @(Get-VerboseLine { Get-DbxJob 4711 -Verbose -ErrorAction SilentlyContinue })

        $lines.Count | Should -Be 1
        $lines[0] | Should -Match '-> 404 in .*does not exist'
    }

    It 'tells the idempotency token of a start before it is sent, and with it' {
        Add-TestFault $workspace @{ Kind = 'Status'; Status = 400; PathPattern = '*/run-now' }

        $lines = @(Get-VerboseLine { $job | Start-DbxJobRun -Verbose -ErrorAction SilentlyContinue })

        $token = (Get-TestRequest $workspace -Path '*/run-now').Body | ConvertFrom-Json | ForEach-Object idempotency_token
        $token | Should -Not -BeNullOrEmpty
        ($lines -match '^Starting a run of job \d+ with the idempotency token')[0] | Should -Match "$token\.$"
        ($lines -match '^POST ')[0] | Should -Match "idempotency token $token"
    }

    It 'tells the one of a run that is no job' {
        $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }

        $lines = @(Get-VerboseLine { Start-DbxRun @{ tasks = $task } -IdempotencyToken mine -Verbose })

        ($lines -match '^Starting the run Untitled with the idempotency token mine\.$').Count | Should -Be 1
        ($lines -match '^POST .*idempotency token mine').Count | Should -Be 1
    }

    It 'has the token in the error when nobody knows whether the run started' {
        Add-TestFault $workspace @{ Kind = 'RawBody'; Body = '<html>'; ContentType = 'text/html'; PathPattern = '*/run-now' }

        $failure = Get-Failure { $job | Start-DbxJobRun -IdempotencyToken mine-2 }

        $failure.ErrorDetails.RecommendedAction | Should -Match 'start again with the idempotency token mine-2'
    }
}

Describe '-Debug' {
    BeforeEach {
        Clear-TestWorkspace $workspace
    }

    It 'shows headers and bodies of request and answer' {
        $text = Get-DebugText { Update-DbxJob $job.JobId -Description 'told' -Debug -Confirm:$false } | Out-String

        $text | Should -Match '(?m)^POST /api/2.2/jobs/update -> 200 in'
        $text | Should -Match '(?m)^> POST http://localhost:\d+/api/2.2/jobs/update'
        $text | Should -Match '(?m)^> Authorization: Bearer \*\*\*'
        $text | Should -Match '"description": "told"'
        $text | Should -Match '(?m)^< 200 OK'
    }

    It 'writes nothing that has to be answered' {
        # The engine asks after a verbose line if -Debug comes without -Verbose.
        Get-VerboseLine { Get-DbxJob $job.JobId -Debug } | Should -BeNullOrEmpty
        @(Get-DebugText { Get-DbxJob $job.JobId -Debug }).Count | Should -Be 1
    }

    It 'goes with -Verbose' {
        @(Get-VerboseLine { Get-DbxJob $job.JobId -Debug -Verbose }).Count | Should -Be 1
        @(Get-DebugText { Get-DbxJob $job.JobId -Debug -Verbose }).Count | Should -Be 1
    }

    It 'goes by the preference of the session too, and the switch before it' {
        & {
            $DebugPreference = 'Continue'
            @(Get-DebugText { Get-DbxJob $job.JobId }).Count | Should -Be 1
            Get-DebugText { Get-DbxJob $job.JobId -Debug:$false } | Should -BeNullOrEmpty
        }
        Get-DebugText { Get-DbxJob $job.JobId } | Should -BeNullOrEmpty
    }
}

Describe 'A secure string as a parameter of a run' {
    BeforeAll {
        $word = 'pw-' + [guid]::NewGuid()
        $secret = ConvertTo-SecureString $word -AsPlainText -Force
    }

    BeforeEach {
        Clear-TestWorkspace $workspace
    }

    It 'is sent as its text, and shown nowhere: <name>' -ForEach @(
        @{ name = 'job parameter'; path = '*/run-now'; start = { $job | Start-DbxJobRun -JobParameter @{ pw = $secret } -Debug -Confirm:$false } }
        @{ name = 'notebook parameter'; path = '*/run-now'; start = { Add-TestJob | Start-DbxJobRun -NotebookParameter @{ a = 1; pw = $secret } -Debug -Confirm:$false } }
        @{ name = 'argument'; path = '*/run-now'; start = { Add-TestJob | Start-DbxJobRun -PythonParameter '--pw', $secret -Debug -Confirm:$false } }
        @{ name = 'one-time run'; path = '*/submit'
            start = { Start-DbxRun @{ tasks = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a'; base_parameters = @{ pw = $secret } } } } -Debug -Confirm:$false } }
        @{ name = 'task of a one-time run'; path = '*/submit'
            start = { Start-DbxRun -Task @{ task_key = 'a'; notebook_task = [pscustomobject]@{ notebook_path = '/a'; base_parameters = @{ pw = $secret } } } -Debug -Confirm:$false } }
        @{ name = 'repair'; path = '*/repair'
            start = { $job | Start-DbxJobRun -Wait | Invoke-DbxRunRepair -TaskKey only -JobParameter @{ pw = $secret } -Debug -Confirm:$false } }
    ) {
        $all = & $start *>&1
        $run = $all | Where-Object { $_ -is [Databricks.Jobs.Models.Run] } | Select-Object -First 1

        @(Get-TestRequest $workspace -Path $path)[0].Body | Should -Match $word
        $run | Should -Not -BeNullOrEmpty
        $text = @(
            $all | Out-String -Width 500
            $run | Format-List * -Force | Out-String -Width 500
            $run | ConvertTo-Json -Depth 10
            [System.Management.Automation.PSSerializer]::Serialize($run, 5)
            $run.ToJson()
        ) -join "`n"
        $text | Should -Match '\*\*\*'
        $text | Should -Not -Match $word
    }

    It 'is in nothing that an error of the command holds' {
        $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a'; base_parameters = @{ pw = $secret } } }
        $failures = foreach ($start in @(
                { Start-DbxJobRun 4711 -JobParameter @{ pw = $secret } }
                { Start-DbxRun @{ tasks = @($task); run_as = @{ user_name = 'x' } } -AccessControlList @{ user_name = 'x'; permission_level = 'IS_OWNER' } }
            )) {
            Add-TestFault $workspace @{ Kind = 'Status'; Status = 400; Message = 'No.' }
            Get-Failure $start
        }

        $failures.Count | Should -Be 2
        foreach ($failure in $failures) {
            $failure.InvocationInfo | Format-List * -Force | Out-String | Should -Not -Match $word
            $failure.InvocationInfo.BoundParameters | ConvertTo-Json -Depth 6 -WarningAction Ignore | Should -Not -Match $word
            $failure.TargetObject | ConvertTo-Json -Depth 6 -WarningAction Ignore | Should -Not -Match $word
        }
    }

    It 'is not in what the engine logs of the binding' {
        $log = Join-Path $TestDrive 'binding.txt'

        Trace-Command ParameterBinding -FilePath $log -Expression {
            $null = Add-TestJob | Start-DbxJobRun -NotebookParameter @{ a = $secret } -PythonParameter $secret
        }

        $text = Get-Content $log -Raw
        $text | Should -Match 'PythonParameter'
        $text | Should -Not -Match $word
    }

    It 'stays as it is in the hashtable of the caller' {
        $given = @{ pw = $secret }

        $null = $job | Start-DbxJobRun -JobParameter $given

        $given.pw | Should -BeOfType [securestring]
    }

    It 'is refused in a job, which would keep it for all to see' {
        $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a'; base_parameters = @{ pw = $secret } } }

        $failure = Get-Failure { New-DbxJob @{ name = 'x'; tasks = $task } }

        "$failure" | Should -Match 'base_parameters\.pw: expected a string .*\{\{secrets/scope/key\}\}'
        Get-TestRequest $workspace -Path '*/create' | Should -BeNullOrEmpty
    }
}
