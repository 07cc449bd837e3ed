# A known token goes through a whole session, with everything that talks turned on. It must come out nowhere.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $root = Get-RepositoryRoot
    $token = 'dapi' + [guid]::NewGuid().ToString('N')
    $password = 'pw-' + [guid]::NewGuid().ToString('N')
    $folder = Join-Path $TestDrive 'secrets'
    $null = New-Item -ItemType Directory $folder

    $result = Invoke-WithEnvironment @{ TEST_TOKEN = $token; TEST_PASSWORD = $password; TEST_FOLDER = $folder } {
        Invoke-FreshPowerShell {
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            $InformationPreference = 'Continue'
            $ErrorView = 'DetailedView'
            $null = Start-Transcript (Join-Path $env:TEST_FOLDER 'transcript.txt')

            # Loads the assembly of the server.
            Start-DbxLocalWorkspace | Stop-DbxLocalWorkspace
            $options = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceOptions]::new()
            $options.Token = $env:TEST_TOKEN
            $options.Speed = 100000
            $options.Clients = [System.Collections.Generic.Dictionary[string, string]]::new()
            $options.Clients.Add('me', "right-$env:TEST_PASSWORD")
            $server = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceServer]::Start($options)
            $address = $server.Address.AbsoluteUri
            $secret = [System.Security.SecureString]::new()
            $env:TEST_TOKEN.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }

            # For https only. The server is no proxy and says so, and the framework tells the address that it tried.
            $env:HTTPS_PROXY = $address.Replace('://', "://me:$env:TEST_PASSWORD@")
            Connect-DbxWorkspace https://behind-a-proxy.example.com $secret -Verbose -Debug

            # Well, by three ways.
            Connect-DbxWorkspace $address -Token ([pscredential]::new('token', $secret)) -Verbose -Debug | Format-List *
            $env:DATABRICKS_HOST = $address
            $env:DATABRICKS_TOKEN = $env:TEST_TOKEN
            Connect-DbxWorkspace -Verbose -Debug | Format-Custom -Depth 5
            $connection = Connect-DbxWorkspace $address $secret -Verbose -Debug
            $connection | Format-List * -Force
            $connection | ConvertTo-Json -Depth 5
            $connection | Export-Clixml (Join-Path $env:TEST_FOLDER 'connection.xml')
            Get-Variable connection | Format-List * -Force

            # A run that fails, and what is told of it.
            $server.Script('a', [Databricks.Jobs.LocalWorkspace.TaskScript]@{ Error = 'Boom.' })
            $task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
            $job = New-DbxJob @{ name = 'x'; tasks = $task } -Verbose
            $run = $job | Start-DbxJobRun -Wait -Verbose -Debug
            $run | Format-List * -Force
            $run | Get-DbxRunOutput -Verbose -Debug | Format-List * -Force

            # A password as a parameter, which the service repeats and the task prints.
            $hidden = ConvertTo-SecureString $env:TEST_PASSWORD -AsPlainText -Force
            $server.Script('b', [Databricks.Jobs.LocalWorkspace.TaskScript]@{ Error = "No $env:TEST_PASSWORD."
                Logs = $env:TEST_PASSWORD })
            $task = @{ task_key = 'b'; notebook_task = @{ notebook_path = '/b' } }
            $other = New-DbxJob @{ name = 'y'; tasks = $task; parameters = @{ name = 'pw'; default = '' } }
            $other | Start-DbxJobRun -JobParameter @{ pw = $hidden } -WhatIf -Verbose -Debug
            $told = $other | Start-DbxJobRun -JobParameter @{ pw = $hidden } -Wait -Verbose -Debug
            $told | Format-List * -Force
            $told | Format-Custom -Depth 6
            $told | ConvertTo-Json -Depth 8
            $told | Export-Clixml (Join-Path $env:TEST_FOLDER 'run.xml')
            $told | Get-DbxRunOutput -Verbose -Debug | ConvertTo-Json -Depth 8
            $told | Invoke-DbxRunRepair -JobParameter @{ pw = $hidden } -Wait -Verbose -Debug | ConvertTo-Json -Depth 8
            $told | Export-DbxRun -Path (Join-Path $env:TEST_FOLDER 'export') -Verbose -Debug
            $task.notebook_task.base_parameters = @{ pw = $hidden; list = 'x' }
            Start-DbxRun @{ run_name = 'once'; tasks = @($task) } -Verbose -Debug | ConvertTo-Json -Depth 8
            $other | Start-DbxJobRun -NotebookParameter @{ pw = $hidden } -PythonParameter 'a', $hidden -Verbose -Debug
            New-DbxJob @{ name = 'z'; tasks = @($task) } -Verbose -Debug
            Get-DbxRun -Verbose -Debug | ConvertTo-Json -Depth 8

            # Badly.
            Get-DbxJob 4711 -Verbose -Debug
            Start-DbxJobRun 4711 -Verbose -Debug
            foreach ($kind in 'Reset', 'TruncatedBody', 'RawBody') {
                $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{
                        Kind = $kind; Body = '<html>login</html>'; ContentType = 'text/html'
                    })
                New-DbxJob @{ tasks = @() } -Name x -Verbose -Debug
                $server.ClearFaults()
            }
            # What echoes the request.
            $echo = "You sent Authorization: Bearer $env:TEST_TOKEN, that is $env:TEST_TOKEN, and $env:TEST_PASSWORD"
            foreach ($answer in "{`"error_code`":`"X`",`"message`":`"$echo`",`"details`":[{`"a`":`"$echo`"}]}",
                "<pre>$echo</pre>", $echo) {
                $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{
                        Kind = 'RawBody'; Status = 400; Body = $answer; ContentType = 'text/plain'
                    })
                Get-DbxJob 1 -Verbose -Debug
                $server.ClearFaults()
            }
            # A service principal, well and badly.
            foreach ($word in 'right', 'wrong') {
                $client = ConvertTo-SecureString "$word-$env:TEST_PASSWORD" -AsPlainText -Force
                Connect-DbxWorkspace $address -ClientId me -ClientSecret $client -Verbose -Debug | Format-List * -Force
            }
            Connect-DbxWorkspace http://elsewhere.example.com $env:TEST_TOKEN -Verbose -Debug
            Connect-DbxWorkspace "http://user:$env:TEST_TOKEN@localhost:1" $secret -Verbose -Debug
            try {
                Get-DbxJob 4711 -ErrorAction Stop
            } catch {
                $_ | Format-List * -Force
                $_.Exception | Format-List * -Force
            }
            $server.Dispose()

            $Error | Format-List * -Force
            $Error | ForEach-Object { $_.Exception | Format-Custom -Depth 2 }
            $Error | ForEach-Object { "$($_.Exception)" }
            Get-Error -Newest 20
            $null = Stop-Transcript
            'the end'

            # What a crash writes.
            throw $Error[0].Exception
        }
    }
    $transcript = Get-Content (Join-Path $folder 'transcript.txt') -Raw

    Save-TestFile

    # Lines are broken in the middle of words and long values are cut in theirs: each end counts, without spaces.
    function Test-Leak {
        param([string] $Text)

        $joined = $Text -replace '\s'
        foreach ($word in $token, $password) {
            if ($joined.Contains($word.Substring(0, 12)) -or $joined.Contains($word.Substring($word.Length - 10))) {
                return $true
            }
        }
        $false
    }
}

Describe 'A token' {
    It 'went through the whole session' {
        foreach ($word in 'the end', 'RunFailed', '/jobs/run-now', 'WorkspaceUnreachable', 'unencrypted',
            '> Authorization: Bearer ***', '"pw": "***"', 'You sent', '/oidc/v1/token', '"access_token": "***"',
            'runs/submit', 'runs/repair', 'expected a string') {
            $result.Output.Contains($word) | Should -BeTrue -Because "the session should say '$word'"
        }
    }

    It 'is not in what the session wrote' {
        Test-Leak $result.Output | Should -BeFalse
        Test-Leak $result.Error | Should -BeFalse
    }

    It 'is not in the transcript' {
        $transcript.Length | Should -BeGreaterThan 1000
        Test-Leak $transcript | Should -BeFalse
    }

    It 'is not in what was exported' {
        $files = Get-ChildItem $folder -Recurse -File
        $files.Name | Should -Contain 'connection.xml'
        $files.Name | Should -Contain 'run.xml'
        @($files | Where-Object { $_.DirectoryName -match 'export' }).Count | Should -BeGreaterThan 0
        foreach ($file in $files) {
            Test-Leak (Get-Content $file.FullName -Raw) | Should -BeFalse -Because "$($file.Name) is written"
        }
    }

    It 'is in no form that is easily turned back' {
        $all = $result.Output + $result.Error + $transcript
        $base64 = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($token))
        ($all -replace '\s').Contains($base64.Substring(0, 16)) | Should -BeFalse
        $all -match 'Bearer\s+[^\s*]' | Should -BeFalse
    }
}

Describe 'The tokens of local workspaces' {
    It 'are in no file of test results' {
        $results = [System.IO.Path]::Combine($root, 'output', 'test-results')
        if (Test-Path $results) {
            Get-ChildItem $results -Recurse -File | Where-Object Length -LT 20MB |
                Select-String -Pattern "$token|local-[0-9A-Fa-f]{32}|Bearer [A-Za-z0-9._-]{8}" -List |
                ForEach-Object Path | Should -BeNullOrEmpty
        }
    }
}
