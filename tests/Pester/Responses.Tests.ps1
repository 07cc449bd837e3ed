# What a user sees of responses that are errors, wrong or unusual.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/RawServer.psm1"
    $longest = '9223372036854775807'
    $raw = Start-RawServer @{
        '/jobs/get?job_id=1 ' = @{ Status = 403; Body = '{"error_code":403,"message":"Invalid access token."}' }
        '/jobs/get?job_id=2 ' = @{ Status = 400; Body = '{"detail":"null","status":"400"}' }
        '/jobs/get?job_id=3 ' = @{ Status = 400; Body = '{"error":"No such thing here."}' }
        '/jobs/get?job_id=5 ' = @{ Body = '{"job_id":777}' }
        '/jobs/get?job_id=6 ' = @{ Length = $longest; Body = '{"job_id":6}' }
        '/runs/get?run_id=5 ' = @{ Body = '{"run_id":777}' }
        '/runs/list' = @{ Body = '{"runs":[{"run_id":1,"start_time":9223372036854775807},{"run_id":2,"start_time":1000}]}' }
        '/jobs/list' = @{ Body = '{"jobs":[{"job_id":1}],"has_more":true}' }
    }
    $token = ConvertTo-SecureString 'x-token' -AsPlainText -Force
    $null = Connect-DbxWorkspace $raw.Address $token -SkipVerification
}

AfterAll {
    Disconnect-DbxWorkspace
    $raw.Stop()
}

Describe 'An error of the service' {
    It 'is an authentication failure for a rejected token, with the command to connect again' {
        $failure = Get-Failure { Get-DbxJob 1 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'Unauthenticated,*'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        "$failure" | Should -Be ('Authentication failed: Invalid access token. ' +
            '(GET /api/2.2/jobs/get?job_id=1 returned 403.)')
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Connect-DbxWorkspace'
    }

    It 'shows its status if its message is "null"' {
        "$(Get-Failure { Get-DbxJob 2 })" | Should -Match '^The service returned status 400 without a message\.'
    }

    It 'shows the message in "error"' {
        "$(Get-Failure { Get-DbxJob 3 })" | Should -Match '^No such thing here\.'
    }
}

Describe 'A response' {
    It 'about another job is an error' {
        $failure = Get-Failure { Get-DbxJob 5 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'UnexpectedResponse,*'
        "$failure" | Should -Match 'is about job 777, not job 5\.'
    }

    It 'about another run is an error' {
        "$(Get-Failure { Get-DbxRun 5 })" | Should -Match 'is about run 777, not run 5\.'
    }

    It 'that is shorter than its Content-Length is an error, even if that is the largest number' {
        # The request is repeated until a newer one succeeds, so it is enough that the first attempts fail.
        $lines = @(& { Get-DbxJob 6 -Verbose } 4>&1 | Select-Object -First 1)
        "$lines" | Should -Match '-> 200 .*incomplete'
    }

    It 'with an invalid time is read, and the value is kept' {
        $runs = @(Get-DbxRun)
        $runs.RunId | Should -Be 1, 2
        $runs[0].StartTime | Should -BeNullOrEmpty
        $runs[0].GetAdditionalProperties()['start_time'].GetRawText() | Should -Be $longest
        $runs[0].ToJson() | Should -Match """start_time"":$longest"
        $runs[1].StartTime | Should -Be ([DateTimeOffset]::FromUnixTimeSeconds(1))
    }

    It 'with more pages but no page token is an error after its items' {
        $jobs = Get-DbxJob -ErrorAction SilentlyContinue -ErrorVariable failure
        $jobs.JobId | Should -Be 1
        $failure.Count | Should -Be 1
        "$($failure[0])" | Should -Match 'jobs/list is incomplete'
    }
}

Describe 'A workspace on this machine' {
    It 'that was stopped is an error immediately' {
        $stopped = Start-RawServer
        $connection = Connect-DbxWorkspace $stopped.Address $token -SkipVerification
        $null = Get-DbxJob 1 -Workspace $connection
        $stopped.Stop()

        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $failure = Get-Failure { Get-DbxJob 1 -Workspace $connection }

        # It took 27 s. The process may be slow, but not that slow.
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        $failure.FullyQualifiedErrorId | Should -BeLike 'WorkspaceUnreachable,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'local workspace'
    }

    It 'receives the version of PowerShell in the user agent' {
        $local = Start-DbxLocalWorkspace
        try {
            $connection = $local | Connect-DbxWorkspace
            $null = Get-DbxJob -Workspace $connection
            $version = ([version] "$($PSVersionTable.PSVersion)".Split('-')[0]).ToString(3)
            (Get-TestRequest $local -Path '*/jobs/list').UserAgent | Should -Match "^powershell/$version "
        } finally {
            $null = $local | Stop-DbxLocalWorkspace
        }
    }
}
