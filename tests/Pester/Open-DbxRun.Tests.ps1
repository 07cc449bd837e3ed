BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/TestBrowser.psm1"
    Import-Module "$PSScriptRoot/PromptHost.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob -Name nightly -Task load, clean
    $run = $job | Start-DbxJobRun -Wait
    $host1 = "$((Get-LocalServer $local).Address)".TrimEnd('/')
    $page = "$host1/jobs/$($job.JobId)/runs/$($run.RunId)"
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Open-DbxRun' {
    BeforeEach {
        Clear-TestWorkspace $local
        $browser = Start-TestBrowser $TestDrive
    }

    AfterEach {
        Stop-TestBrowser $browser
    }

    It 'opens the page that all users can open: <Name>' -ForEach @(
        @{ Name = 'an ID'; Script = { Open-DbxRun $run.RunId }; Requests = 1 }
        @{ Name = 'an ID from the pipeline'; Script = { $run.RunId | Open-DbxRun }; Requests = 1 }
        @{ Name = 'a run'; Script = { Open-DbxRun $run }; Requests = 0 }
        @{ Name = 'a run from the pipeline'; Script = { $run | Open-DbxRun }; Requests = 0 }
        @{ Name = 'a run from a list'; Script = { Get-DbxRun -First 1 | Open-DbxRun }; Requests = 1 }
    ) {
        & $Script | Should -BeNullOrEmpty
        Get-OpenedPage $browser | Should -Match "^$([regex]::Escape($page))\?o=\d+&key=[0-9a-f]{32}$"
        @(Get-TestRequest $local) | Should -HaveCount $Requests
    }

    It 'opens the page of a task' {
        $task = $run.Tasks[1]
        $task | Open-DbxRun
        Get-OpenedPage $browser | Should -BeLike "$host1/jobs/$($job.JobId)/runs/$($task.RunId)*"
    }

    It 'returns the address with -PassThru' {
        $address = $run | Open-DbxRun -PassThru
        $address | Should -Be (Get-OpenedPage $browser)
    }

    It 'shows the address with -WhatIf, and opens nothing' {
        $run | Open-DbxRun -WhatIf -PassThru | Should -BeNullOrEmpty
        $lines = (Invoke-WithPrompt { $argument | Open-DbxRun -WhatIf } $run).Lines
        $lines | Should -Match "Open $([regex]::Escape($page))"
        Get-OpenedPage $browser | Should -BeNullOrEmpty
    }

    It 'opens only addresses of the workspace: <_>' -ForEach @(
        'https://example.com/jobs/1/runs/2', 'file:///etc/passwd', 'javascript:alert(1)', '-e xterm'
        'http://127.0.0.1:1/jobs/1/runs/2'
    ) {
        $forged = [Databricks.Jobs.Models.Run] @{ run_id = 5; run_page_url = $_ }
        $failure = Get-Failure { $forged | Open-DbxRun }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoPage,*'
        "$failure" | Should -BeLike "*$_*"
        Get-OpenedPage $browser | Should -BeNullOrEmpty
    }

    It 'passes an address as one argument, whatever is in it' {
        $odd = "$host1/jobs/1/runs/2?o=1;touch%20x&a=`$(id)"
        [Databricks.Jobs.Models.Run] @{ run_id = 5; run_page_url = $odd } | Open-DbxRun
        Get-OpenedPage $browser | Should -Be $odd
    }

    It 'says the address if no browser can be started' {
        Invoke-WithEnvironment @{ BROWSER = '/no/such/browser'; PATH = '/nowhere' } {
            $failure = Get-Failure { $run | Open-DbxRun }
            $failure.FullyQualifiedErrorId | Should -BeLike 'NoBrowser,*'
            "$failure" | Should -Match ([regex]::Escape($page))
            $failure.ErrorDetails.RecommendedAction | Should -Match 'BROWSER'
            $failure.TargetObject | Should -Be $run.RunId
        }
    }

    It 'tries the commands of BROWSER in order, with the address in the place of %s' {
        Invoke-WithEnvironment @{ BROWSER = "/no/such/browser:/bin/false:$($env:BROWSER) first %s last" } {
            $run | Open-DbxRun
        }
        (Get-OpenedPage $browser) -join ' ' | Should -Match "^first $([regex]::Escape($page))\S* last$"
    }

    It 'gives an error for a run that does not exist, and opens the others' {
        Open-DbxRun 5, $run.RunId -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
        $failure.TargetObject | Should -Be 5
        Get-OpenedPage $browser | Should -HaveCount 1
    }

    It 'obeys -ErrorAction' {
        { Open-DbxRun 5 -ErrorAction Stop } | Should -Throw
        Open-DbxRun 5 -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
    }
}
